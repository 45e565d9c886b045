"""Asks a page whether everything on it fits, and can be hit with a thumb."""

from playwright.sync_api import Page

WIDER = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
        .slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
}"""
# The area that takes a tap: the element with what is drawn around it, or the label it stands in.
SMALL = """() => {
    const seen = [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
        .filter((element) => element.checkVisibility({visibilityProperty: true}))
        .filter((element) => !element.closest(".sr, .skip, .prose, p"))
        .filter((element) => getComputedStyle(element).pointerEvents !== "none");
    const size = (element) => {
        const box = (element.closest("label") ?? element).getBoundingClientRect();
        const around = getComputedStyle(element, "::after");
        const grows = around.position === "absolute" && around.content !== "none";
        const more = grows ? [parseFloat(around.width), parseFloat(around.height)] : [0, 0];
        return [Math.max(box.width, more[0]), Math.max(box.height, more[1])];
    };
    return seen.filter((element) => !element.matches(".sr")).map((element) => [element, ...size(element)])
        .filter(([, width, height]) => height < 43.5 || width < 24)
        .map(([element, width, height]) =>
            `${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.replace(/\\s+/g, " ").slice(0, 140)}`);
}"""


def too_wide(page: Page) -> list[str]:
    """Return what makes the page scroll sideways."""
    return [f"{page.url} is too wide: {fault}" for fault in page.evaluate(WIDER)]


def too_wide_for_large_letters(page: Page) -> list[str]:
    """Return what does with letters of twice their size, which the page then keeps."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return [f"{page.url} is too wide for large letters: {fault}" for fault in page.evaluate(WIDER)]


def too_small(page: Page) -> list[str]:
    """Return what a thumb would miss."""
    return [f"{page.url} has a small target: {fault}" for fault in page.evaluate(SMALL)]
