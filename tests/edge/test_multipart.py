"""Forms with files: what browsers send is read to the byte, what is none is refused."""

import pytest

from edge.domain.multipart import MAX_PARTS, read_parts

KIND = "multipart/form-data; boundary=----x1"


def form(*parts: tuple[str, bytes]) -> bytes:
    """A form as browsers write it; a part is what its disposition says after the kind, and its content."""
    said = b"------x1\r\nContent-Disposition: form-data; "
    return b"".join(said + head.encode() + b"\r\n\r\n" + data + b"\r\n" for head, data in parts) + b"------x1--\r\n"


@pytest.mark.parametrize("content", [b"", b"\r\n", b"\r\n--\r\n------x", bytes(range(256)), b"\r\n\r\n--x1\n"])
def test_a_file_is_what_was_sent_to_the_byte(content: bytes) -> None:
    sent = read_parts(KIND, form(('name="a"', "ä\r\nb".encode()), ('name="f"; filename="x; name=y.png"', content)))

    assert (sent.fields, sent.files) == ({"a": "ä\r\nb"}, {"f": content})


def test_a_form_may_be_empty_and_of_two_of_one_name_the_last_counts() -> None:
    assert read_parts(KIND, form()).fields == {}
    assert read_parts(KIND, form(('name="a"', b"1"), ('name="a"', b"2"))).fields == {"a": "2"}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", form(('name="a"', b"1"))),
        (KIND, b""), (KIND, b"------x1\r\n"), (KIND, form(('name="a"', b"1"))[:-6]),
        (KIND, form(("filename=x", b"1"))), (KIND, form(('name="a"', b"\xff"))),
        (KIND, b"before" + form(('name="a"', b"1"))), (KIND, b"------x1\r\nnothing\r\n------x1--"),
        (KIND, form(*[('name="a"', b"1")] * (MAX_PARTS + 1))),
    ],
)  # fmt: skip
def test_whatever_else_is_none(kind: str, body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_parts(kind, body)
