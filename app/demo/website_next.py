"""What the website project still has before it, after this week."""

from __future__ import annotations

from app.demo.specs import Job, Sub

CONTENT = (
    Job(
        title="Write the “How we work” page",
        by="mei",
        added=18,
        section="Content",
        who="sofia mei",
        labels="copy",
        priority="medium",
        due="4",
        started=4,
        subs=(
            Sub(title="Outline", done=7),
            Sub(title="First draft", who="sofia", done=4),
            Sub(title="Pictures of the desk and the boat", who="mei", due="3"),
            Sub(title="One person who has never heard of us reads it"),
        ),
        said=(("sofia", 4, "Draft is in. The part about Fridays is still too proud."),),
    ),
    Job(
        title="Collect three quotes from customers who moved over from spreadsheets",
        by="mei",
        added=15,
        section="Content",
        who="priya",
        labels="client",
        priority="low",
        due="6",
        subs=(
            Sub(title="Oda", done=3),
            Sub(title="Lumen"),
            Sub(title="Quarry"),
        ),
        said=(("priya", 3, "Oda sent two sentences that are better than ours."),),
    ),
    Job(
        title="Alt text for all team photos",
        by="sofia",
        added=9,
        section="Content",
        who="sofia",
        labels="accessibility",
        due="7",
    ),
    Job(
        title="Redirect map for the 140 old URLs",
        by="jonas",
        added=25,
        text="From the old sitemap. One line each: `old path` → `new path`, and 410 for what is gone for good.",
        section="Content",
        who="jonas",
        labels="seo build",
        priority="high",
        due="8",
        estimate="4h",
        subs=(
            Sub(title="Export the list from the logs of the last year", done=6),
            Sub(title="Blog posts"),
            Sub(title="Help pages"),
            Sub(title="Test that each ends in 200 after one hop"),
        ),
        said=(("jonas", 6, "It is 143. Three of them are typos that people still follow."),),
    ),
    Job(
        title="Translate the privacy notice into German and Portuguese",
        by="priya",
        added=14,
        section="Content",
        labels="legal",
    ),
)

BUILD = (
    Job(
        title="Contact form: say what went wrong, keep what was typed",
        by="mei",
        added=16,
        section="Build",
        who="jonas mei",
        labels="build accessibility",
        priority="high",
        due="4 10:00 zone",
        estimate="5h",
        started=6,
        subs=(
            Sub(title="Errors beside their fields", done=5),
            Sub(title="The text stays after an error", done=4),
            Sub(title="Works without JavaScript"),
        ),
        said=(
            ("jonas", 5, "The mail goes out, but the page said “Error 0”. Now it says what happened."),
            ("mei", 4, "And now it can be read by a screen reader too."),
        ),
    ),
    Job(
        title="Images under 120 KB on every page",
        by="jonas",
        added=11,
        section="Build",
        who="jonas",
        labels="build",
        priority="medium",
        due="5",
    ),
    Job(
        title="Dark colours for the charts",
        by="mei",
        added=7,
        section="Build",
        who="mei",
        labels="design",
        priority="low",
    ),
    Job(
        title="Check all pages with a screen reader",
        by="sofia",
        added=13,
        section="Build",
        who="sofia priya",
        labels="accessibility",
        priority="high",
        start="6",
        due="10",
        subs=tuple(
            Sub(title=f"Read through: {name}") for name in ("Home", "Pricing", "Case studies", "Help", "Contact")
        ),
    ),
    Job(
        title="Back up the old site and test that the backup opens",
        by="jonas",
        added=4,
        section="Build",
        who="jonas",
        due="13",
    ),
)
