"""A passkey in a real browser, with an authenticator of its own: added in the settings, then all one needs."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.access import faults_of

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_signs_in_with_nothing_typed(page_of_alice: Page) -> None:
    page = page_of_alice
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto("/acme/settings/password")
    page.get_by_role("button", name="Add a passkey").click()
    assert faults_of(page) == []
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("You can sign in with Laptop now.")).to_be_visible()
    assert faults_of(page) == []
    page.context.clear_cookies()
    page.goto("/sign-in?next=/acme/projects")  # the browser offers it by itself, and this device says yes at once
    page.wait_for_url("/acme/projects")
