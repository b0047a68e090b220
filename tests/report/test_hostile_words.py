"""Whatever people write, nothing of it acts: not in a page, in Markdown or in a document."""

import io
import re
import zipfile
from html.parser import HTMLParser

import pytest

from tui.report.make import Asked, report, written

BIDI = "\u202e"
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[click](//evil.example/x)",
    "[click](file:///etc/passwd)",
    "![picture](https://evil.example/p.png)",
    "<https://fine.example/a?b=1&c=2>",
    '[fine](https://fine.example "a \' title")',
    "[/x] [bold]not[/bold] [@click=quit]",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "</style><style>*{display:none}</style>",
    "</details></section></main>",
    '" onmouseover="alert(1)',
    f"abc{BIDI}cba \u2066x \x1b[31mred",
    "```\n<script>\n```",
    "<!-- hidden -->",
    "&lt;script&gt; &#60;script&#62;",
    "| a | b |\n|---|---|\n| <b>x</b> | javascript:alert(1) |",
)
TAGS = (
    "html head meta title style body a header p bdi h1 h2 h3 h4 h5 h6 main section div figure "
    "blockquote figcaption ul ol li dl dt dd details summary ins del span footer strong em code "
    "pre table thead tbody tr th td caption s br hr"
)
ATTRIBUTES = (
    "lang class charset name content http-equiv href id tabindex dir rel scope aria-hidden title "
    "start style"
)


class Seen(HTMLParser):
    """Gathers every tag and attribute of a page, and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.comments: list[str] = []
        self.styles: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]
        self.styles |= {value for name, value in attrs if name == "style"}

    def handle_comment(self, data):
        self.comments.append(data)


def is_safe(text: str) -> None:
    seen = Seen(text)
    assert not seen.tags - set(TAGS.split())
    assert not seen.attributes - set(ATTRIBUTES.split())
    assert all(re.match(r"#|https?://|mailto:", link) for link in seen.links), seen.links
    assert not seen.comments
    assert all(style.startswith("text-align:") for style in seen.styles)
    assert text.count("<style>") == 1
    assert BIDI not in text
    assert "\x1b" not in text


@pytest.fixture
def hostile(hand):
    """A workspace in which every word is hostile; titles on one line, as titles are."""
    body = "\n\n".join(HOSTILE)
    names = [" ".join(each.split()) for each in HOSTILE]
    sam = hand.person(names[0])
    ref = hand.agreement("We listen.", hand.robin, sam, title=names[2])
    hand.workspace.agree(ref, by=sam, position="not-yet", because=body)
    hand.workspace.edit(f"agreement/{ref}", body=body, why=names[0] + names[5])
    hand.workspace.edit("activity", fields={"support": names[1] + names[3]})
    for name in names:
        hand.workspace.new("action", name, {"state": "open"}, name)
    hand.workspace.say(
        f"agreement/{ref}", body, quote=names[1], content_note=names[0], media=(names[3],)
    )
    hand.workspace.new("review", names[15], {"date": "2026-05-01", "focus": names[1]}, body)
    # What enters through the program is made canonical; a file from elsewhere need not be.
    file = hand.workspace.root / "agreements" / f"{ref}.md"
    file.write_text(file.read_text("utf-8") + f"\nturned {BIDI}round \u2066x\n", "utf-8")
    hand.workspace.keep_outside(f"agreement/{ref}")
    hand.ref = ref
    return hand


@pytest.mark.parametrize("kind", ["changes", "agreement", "review", "history", "slip"])
def test_a_page_holds_no_tag_attribute_or_link_but_ours(hostile, kind):
    ref = f"agreement/{hostile.ref}" if kind in ("agreement", "slip") else ""
    text = hostile.report(kind, ref, "html")
    is_safe(text)
    if kind != "history":
        assert "&lt;script&gt;" in text
    if kind in ("agreement", "changes"):
        assert "⟨U+202E⟩" in text
        assert "[/x]" in text
        assert "{{ 7 * 7 }}" in text
        assert 'href="https://fine.example/a?b=1&amp;c=2" rel="noopener noreferrer"' in text


def test_nothing_is_asked_for_from_outside(hostile):
    text = hostile.report("changes", "", "html")
    assert not re.search(r"url\(|@import|<link|<script|<img|<iframe", text)
    assert "default-src 'none'" in text


def test_markdown_holds_no_html_and_no_link_but_allowed_ones(hostile):
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    for kind in ("changes", "agreement", "review", "history"):
        ref = f"agreement/{hostile.ref}" if kind == "agreement" else ""
        text = hostile.report(kind, ref, "md")
        assert BIDI not in text
        for token in reader.parse(text):
            for each in (token, *(token.children or ())):
                assert "html" not in each.type, each.content
                assert each.type != "image"
                link = str(each.attrs.get("href", "https://"))
                assert link.startswith(("https://", "http://", "mailto:")), link


def test_text_and_word_documents_show_what_could_act(hostile):
    for kind in ("changes", "agreement"):
        ref = f"agreement/{hostile.ref}" if kind == "agreement" else ""
        for form in ("text", "docx"):
            text = hostile.report(kind, ref, form)
            assert BIDI not in text
            assert "⟨U+202E⟩" in text
            assert "<script>alert(1)</script>" in text


def test_a_word_document_links_to_nothing_and_names_no_program(hostile):
    asked = Asked(ref=f"agreement/{hostile.ref}")
    data = written(report(hostile.workspace, "agreement", asked), "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        inside = "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    assert "<w:hyperlink" not in inside
    assert "python-docx" not in inside
    assert "<w:script" not in inside
