"""Words that would be a program somewhere: in markup, an attribute, a template, JSON, or a file name.

`hit(…)` is a function of the page under test that notes that it ran; `elsewhere.invalid` is no server.
"""

from __future__ import annotations

from typing import Final

from tests.api.http.plans import Item, Part, Plan

_OUT: Final = "//elsewhere.invalid/x"

ATTACKS: Final = (
    # scripts
    "<script>hit(1)</script>",
    "<ScRiPt>hit(2)</sCrIpT>",
    f"<script src={_OUT}.js></script>",
    "</script><script>hit(3)</script>",
    "<script type=module>hit(4)</script>",
    "<script\x0b>hit(5)</script>",
    "<<script>hit(6)//<</script>",
    "<svg><script>hit(7)</script></svg>",
    "</title><script>hit(8)</script>",
    "</style><script>hit(9)</script>",
    "--><script>hit(10)</script><!--",
    "<noscript><p title='</noscript><script>hit(11)</script>'>",
    "<template><script>hit(12)</script></template>",
    "]]><script>hit(13)</script>",
    # handlers
    "<img src=x onerror=hit(14)>",
    "<img/src=x/onerror=hit(15)//",
    "<svg onload=hit(16)>",
    "<body onload=hit(17)>",
    "<details open ontoggle=hit(18)>",
    "<input autofocus onfocus=hit(19)>",
    "<video><source onerror=hit(20)></video>",
    "<marquee onstart=hit(21)>",
    "<iframe onload=hit(22)></iframe>",
    '" onmouseover="hit(23)" x="',
    "' onfocus='hit(24)' autofocus='",
    '" autofocus onfocus=hit(25) "',
    "` onclick=`hit(26)`",
    # addresses
    "<a href=javascript:hit(27)>单位</a>",
    "<a href='&#106;avascript:hit(28)'>单位</a>",
    "javascript:hit(29)//",
    "data:text/html,<script>hit(30)</script>",
    f"<img srcset='{_OUT}.png 1x'>",
    f"<img src='{_OUT}.png'>",
    f"<link rel=stylesheet href={_OUT}.css>",
    f"<link rel=prefetch href={_OUT}>",
    f"<style>@import '{_OUT}.css'</style>",
    f"<p style=\"background:url('{_OUT}.png')\">",
    f"<form action={_OUT}><button>提交</button></form>",
    f"<meta http-equiv=refresh content='0;url={_OUT}'>",
    f"<base href={_OUT}/>",
    f"<iframe src={_OUT}></iframe>",
    f"<object data={_OUT}></object>",
    "<iframe srcdoc='<script>parent.hit(31)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit(32)>",
    # templates
    "{{ 7 * 7 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${hit(33)}",
    "<%= hit(34) %>",
    "{{constructor.constructor('hit(35)')()}}",
    "#{hit(36)}",
    # JSON and scripts that hold data
    '"},{"id":"x"}]}</script><script>hit(37)</script>',
    "\\u003cscript\\u003ehit(38)\\u003c/script\\u003e",
    '\\");hit(39);//',
    "\u2028hit(40)\u2029",
    "'-hit(41)-'",
    "</textarea><script>hit(42)</script>",
    # what steers text, and what is no text
    "\u202egnihton\u202c 市\u2066局\u2069",
    "\ufeff\u200b\u200d零宽",
    "全角＜script＞hit(43)＜/script＞",
    "%3Cscript%3Ehit(44)%3C/script%3E",
    "&lt;script&gt;hit(45)&lt;/script&gt;",
    '=HYPERLINK("http://elsewhere.invalid","点")',
    "../../../etc/passwd",
    "空\x00字符\x1b[31m",
    "😀𠮷" * 3,
)


def plan_of(attacks: tuple[str, ...] = ATTACKS) -> Plan:
    """A plan in which every word is an attack: title, number, place, tasks, bodies, campaigns."""
    items = []
    for number, attack in enumerate(attacks):
        surface, campaign = f"市{attack}局", f"行动{attack}{number}"
        items.append(
            Item(
                f"开展{campaign}，{attack}",
                f"（{surface}牵头，市公安局配合）{attack}",
                [Part(surface, "lead", "named", attack), Part("市公安局", "assist", "named", "配合")],
                campaign=campaign,
            )
        )
    return Plan(
        place=f"云州{attacks[0]}市",
        year=2024,
        number=attacks[1],
        title=f"要点{attacks[14]}{attacks[23]}{attacks[50]}",
        items=items,
        diagnostics=[
            {
                "severity": "warning",
                "code": "unread_words",
                "message": f"请核对{attack}",
                "start": n,
                "end": n + 3,
            }
            for n, attack in enumerate(attacks)
        ],
    )
