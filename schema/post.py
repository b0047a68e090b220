"""python-frontmatter's Post and a handler that reads and writes this format's header."""

import re
from typing import Any, cast

import msgspec
from frontmatter import Post
from frontmatter.default_handlers import BaseHandler

from schema.emit import emit_field
from schema.header import parse_header
from schema.record import Fields, Value


class StrictYAML(BaseHandler):
    """The header's small YAML for programs that use python-frontmatter.

    Only Post and the handler's interface are used here: the library's own loading strips bodies,
    guesses types and turns a damaged header into an empty one.
    """

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def load(self, fm: str) -> dict[str, Any]:
        """Return the fields of the header `fm`; raises HeaderProblem for what is refused."""
        return dict(parse_header(fm.lstrip("\n")).fields)

    def export(self, metadata: dict[str, object], **_: object) -> str:
        """Return `metadata` as header lines, in its order.

        Raises msgspec.ValidationError for a value that no header may hold.
        """
        return "".join(
            emit_field(name, cast("Value", msgspec.convert(value, Value)))
            for name, value in metadata.items()
        )

    def format(self, post: Post, **_: object) -> str:
        """Return `post` as the text of a file, its content exactly as it is."""
        return f"---\n{self.export(post.metadata)}---\n{post.content}"


def post_of(fields: Fields, body: str) -> Post:
    """Return a Post with `fields` as metadata and `body` as content, both unchanged."""
    post = Post(body, StrictYAML())
    metadata: dict[str, object] = {**fields}
    post.metadata = metadata
    return post
