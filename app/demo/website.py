"""A website is being made new: the largest project of the demo."""

from __future__ import annotations

from app.demo.specs import Job, Plan, Sub
from app.demo.website_done import DONE
from app.demo.website_next import BUILD, CONTENT

PRICING = """The new layout has one column of plans and a plain table below. Keep the `/pricing` address; the old anchors must still work.

- Prices come from the billing service, never typed by hand
- The yearly switch keeps its state when you go back
- Numbers in the reader’s currency

> “I only want to know what three people cost.” (customer call)"""  # noqa: E501 - Markdown, one paragraph a line

THIS_WEEK = (
    Job(
        title="Move the pricing page to the new layout",
        by="sofia",
        added=10,
        text=PRICING,
        section="This week",
        who="mei jonas",
        labels="build design",
        priority="high",
        due="0 17:00 zone",
        estimate="6h",
        started=3,
        subs=(
            Sub(title="Plan cards as one grid", who="mei", done=5),
            Sub(title="Table for the small print", who="jonas", done=3),
            Sub(title="Yearly switch without JavaScript", who="mei", done=2),
            Sub(title="Currency by region", who="jonas", due="0", started=1),
            Sub(title="Read it aloud with VoiceOver", who="sofia", due="2"),
        ),
        changes=(("mei", 2, {"priority": "urgent"}),),
        said=(
            (
                "sofia",
                9,
                "The old page has 11 anchors that other sites link to. The list is in the shared folder.",
            ),
            ("mei", 8, "Thank you. Three of them never worked, I leave those out."),
            (
                "jonas",
                1,
                "The table is in. @Mei could you look at the first column on a phone? It feels tight at 390.",
            ),
            ("mei", 0, "Better with 40%. @Priya the footnote about taxes is yours if you like."),
        ),
    ),
    Job(
        title="Send the photo release form to everyone who was at the shoot",
        by="mei",
        added=12,
        section="This week",
        who="sofia",
        labels="legal",
        priority="high",
        due="-2",
        said=(
            ("sofia", 4, "Seven of nine have signed. The other two are on holiday."),
            ("mei", 3, "Then we crop them out for the launch and put the whole picture back later."),
        ),
    ),
    Job(
        title="Proofread the case studies",
        by="mei",
        added=8,
        section="This week",
        who="priya",
        labels="copy",
        priority="medium",
        due="0",
        estimate="3h",
        started=2,
        subs=(
            Sub(title="Oda: 40 people, one list", done=2),
            Sub(title="Fenwick: moving over in a weekend", done=2),
            Sub(title="Lumen: from mail to tasks", done=1),
            Sub(title="Brightside: remote and awake", done=1),
            Sub(title="Quarry: a shop floor with tablets"),
            Sub(title="Names and job titles, all of them"),
        ),
        said=(("priya", 1, "“Lumen” says *colour* and *color* in one paragraph. I go with British everywhere."),),
    ),
    Job(
        title="Renew the domain and check that auto-renew is really on",
        repeat="yearly",
        by="jonas",
        added=20,
        section="This week",
        who="jonas",
        priority="high",
        due="-1",
    ),
    Job(
        title="Publish the weekly changelog",
        repeat="weekly",
        by="mei",
        added=6,
        section="This week",
        who="mei",
        labels="copy",
        due="1",
        said=(("jonas", 1, "The fix for the menu can go in, it is live."),),
    ),
    Job(
        title="Decide on the analytics tool, write down why",
        by="jonas",
        added=30,
        text="We need: no cookies, data in Europe, less than 5 kB of script. **Not** heat maps.",
        section="This week",
        who="jonas priya",
        labels="legal seo",
        priority="medium",
        due="1 12:00",
        started=9,
        changes=(("priya", 11, {"due": "-4"}), ("jonas", 5, {"due": "1 12:00"})),
        said=(
            ("priya", 12, "Three candidates are left. Prices are in the table, column F is per 100,000 views."),
            ("jonas", 9, "The second one keeps addresses for 24 hours. Is that a no?"),
            ("priya", 9, "For our privacy notice it is."),
            ("mei", 2, "Then please write down the reason, two sentences are enough, and we are done."),
        ),
    ),
    Job(
        title="Fix the menu that stays open after a tap on iPad",
        by="sofia",
        added=5,
        section="This week",
        who="jonas",
        labels="bug",
        priority="high",
        due="2",
        said=(("sofia", 5, "iPadOS 18, Safari, landscape only. Tap *Product*, tap the page: it stays."),),
    ),
)

WEBSITE = Plan(
    name="Website relaunch",
    key="WEB",
    hue="sky",
    sections=("This week", "Content", "Build"),
    jobs=(*THIS_WEEK, *CONTENT, *BUILD, *DONE),
)
