"""What the small scripts promise, in a real browser under the product's content policy."""

import re
import uuid

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser import parts_app
from tests.browser.visits import PATIENCE, until

ACTIVE = "document.activeElement"


@pytest.fixture(scope="session", name="parts")
def parts_address() -> str:
    return parts_app.serve()[0]


@pytest.fixture(name="parts_page")
def open_parts(page: Page, parts: str) -> Page:
    page.set_default_timeout(PATIENCE)
    answer = page.goto(parts)
    assert answer
    assert answer.ok
    return page


def drafts(page: Page) -> list[str]:
    return list(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"))


def kept(page: Page, *keys: str) -> None:
    until(page, lambda: drafts(page) == list(keys))


def test_lines_are_added_one_after_the_other_without_leaving_the_field(parts_page: Page) -> None:
    field = parts_page.get_by_label("New task")
    parts_page.keyboard.press("c")
    expect(field).to_be_focused()
    parts_page.keyboard.type("Dora")
    parts_page.keyboard.press("Shift+Enter")
    parts_page.keyboard.type("Emil")
    parts_page.keyboard.press("Enter")
    expect(parts_page.locator("#list > li")).to_have_count(5)
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(parts_page.get_by_role("status").filter(has_text="Added.")).to_be_visible()
    kept(parts_page)


def test_every_added_task_has_an_id_of_its_own_but_a_repeated_request_keeps_it(parts_page: Page) -> None:
    field = parts_page.get_by_label("New task")
    hidden = parts_page.locator("#quick-add input[name=new_id]")
    first = hidden.input_value()
    field.fill("broken")
    field.press("Enter")
    expect(parts_page.locator("#toasts")).to_contain_text("Your text is still here.")
    expect(hidden).to_have_value(first)
    expect(field).to_have_value("broken")
    field.fill("Dora")
    field.press("Enter")
    expect(field).to_have_value("")
    expect(hidden).not_to_have_value(first)
    second = hidden.input_value()
    assert uuid.UUID(second).version == 7
    assert second > first


def test_text_that_could_not_be_saved_stays_and_comes_back_after_a_reload(parts_page: Page) -> None:
    field = parts_page.get_by_label("New task")
    field.fill("broken")
    field.press("Enter")
    expect(parts_page.locator("#toasts")).to_contain_text("Your text is still here.")
    expect(field).to_have_value("broken")
    parts_page.reload()
    expect(field).to_have_value("broken")


def test_without_a_network_the_page_says_so_and_keeps_the_draft(
    parts_page: Page, context: BrowserContext, parts: str
) -> None:
    parts_page.get_by_label("Name").fill("Primavera")
    context.set_offline(True)
    parts_page.get_by_role("button", name="Save the name").click()
    expect(parts_page.locator("#toasts")).to_contain_text("You are offline.")
    context.set_offline(False)
    parts_page.goto(parts + "/sign-in")
    parts_page.goto(parts)
    expect(parts_page.get_by_label("Name")).to_have_value("Primavera")


def test_signing_out_forgets_the_drafts(parts_page: Page) -> None:
    parts_page.get_by_label("Name").fill("Secret")
    kept(parts_page, "draft:name")
    parts_page.get_by_role("button", name="Sign out").click()
    expect(parts_page.get_by_role("heading", name="Door")).to_be_visible()
    kept(parts_page)


def test_an_error_in_a_form_takes_the_focus_and_keeps_what_was_typed(parts_page: Page) -> None:
    name = parts_page.get_by_label("Name")
    name.fill("Al")
    parts_page.get_by_role("button", name="Save the name").click()
    expect(parts_page.get_by_text("Give it a name of three letters.")).to_be_visible()
    expect(name).to_be_focused()
    expect(name).to_have_value("Al")


def test_completing_with_the_keyboard_leaves_the_focus_on_the_same_task(parts_page: Page) -> None:
    parts_page.get_by_role("button", name="Complete “Ben”").press("Enter")
    expect(parts_page.get_by_role("button", name="Reopen “Ben”")).to_be_focused()


def test_a_menu_closes_after_its_action_and_a_removed_row_hands_the_focus_on(parts_page: Page) -> None:
    parts_page.locator("#task-Ben").hover()
    parts_page.get_by_role("button", name="More for Ben").click()
    expect(parts_page.get_by_role("button", name="Reopen", exact=True)).to_be_focused()
    parts_page.keyboard.press("ArrowDown")
    parts_page.keyboard.press("Enter")
    expect(parts_page.locator("#task-Ben")).to_have_count(0)
    expect(parts_page.locator("[popover]:popover-open")).to_have_count(0)
    parts_page.wait_for_function(f"() => {ACTIVE}.closest('li')?.id === 'task-Cleo'")


def test_words_typed_beside_a_swap_survive_it(parts_page: Page) -> None:
    parts_page.get_by_label("Note").fill("half a thought")
    parts_page.get_by_role("button", name="Renew the notes").click()
    expect(parts_page.get_by_role("button", name="Renew the notes")).to_be_focused()
    expect(parts_page.get_by_label("Note")).to_have_value("half a thought")


def test_a_long_request_shows_that_it_is_busy_but_a_short_one_does_not(parts_page: Page) -> None:
    held: list[Route] = []
    parts_page.route("**/slow", lambda route: held.append(route))
    parts_page.clock.install(time=0)
    parts_page.clock.pause_at(1_000)
    button = parts_page.get_by_role("button", name="Take long")
    button.click()
    until(parts_page, lambda: held)
    parts_page.clock.run_for(290)
    assert button.get_attribute("aria-busy") is None
    parts_page.clock.run_for(20)
    expect(button).to_have_attribute("aria-busy", "true")
    held[0].fulfill(body="")
    expect(button).not_to_have_attribute("aria-busy", "true")


def test_a_session_that_has_ended_leads_to_the_door_and_back(parts_page: Page) -> None:
    parts_page.get_by_role("button", name="Act when signed out").click()
    expect(parts_page).to_have_url(re.compile(r"/sign-in\?next=%2F$"))


def test_a_choice_is_sent_at_once(parts_page: Page) -> None:
    parts_page.get_by_label("Size").select_option("L")
    expect(parts_page.locator("#size")).to_have_text("L")


def test_keys_lead_to_places_but_not_while_typing(parts_page: Page) -> None:
    parts_page.get_by_label("Note").press_sequentially("g s")
    expect(parts_page.get_by_label("Note")).to_have_value("g s")
    parts_page.keyboard.press("Escape")
    parts_page.keyboard.press("g")
    parts_page.keyboard.press("s")
    expect(parts_page).to_have_url(re.compile("size=linked$"))


def test_a_dialog_opens_over_the_page_and_gives_the_focus_back(parts_page: Page) -> None:
    opener = parts_page.get_by_role("link", name="Ask")
    opener.press("Enter")
    expect(parts_page.get_by_role("dialog", name="A question")).to_be_visible()
    parts_page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_a_toast_goes_by_itself_but_not_under_the_pointer(parts_page: Page) -> None:
    parts_page.clock.install()
    field = parts_page.get_by_label("New task")
    field.fill("Dora")
    field.press("Enter")
    toast = parts_page.locator(".toast")
    expect(toast).to_be_visible()
    toast.hover()
    parts_page.clock.run_for(15_000)
    expect(toast).to_be_visible()
    parts_page.mouse.move(0, 0)
    parts_page.clock.run_for(15_000)
    expect(toast).to_have_count(0)


def test_the_browsers_time_zone_fills_the_field_that_asks_for_it(parts_page: Page) -> None:
    zone = parts_page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    expect(parts_page.get_by_label("Time zone")).to_have_value(zone)
