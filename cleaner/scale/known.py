"""Documents that a scan has kept as they were read: lines of JSON need not be parsed again for them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cleaner.formats.lines import split_lines
from cleaner.formats.record import Record
from cleaner.model import Document, Edit

__all__ = ["NOTHING_KNOWN", "Known", "Trimmed", "read_lines"]


class Trimmed(NamedTuple):
    """A document that loses settled lines of furniture and nothing else, and how many characters it has.

    Of each edit `places` says where it begins and ends: in characters of the text, and in bytes of that when it is JSON, written the plain way; `size` is how
    many there are.
    """

    edits: Sequence[Edit]
    chars: int
    places: Sequence[Sequence[int]]
    size: int


class Known(NamedTuple):
    """Documents of a part by the numbers of their records: text, id and site, without further metadata.

    `numbers` says of a record which document of the scan it is; of these `texts` are the texts in UTF-8, document i from `bounds[i]`, without what rules have
    `taken`: where each piece stood, in bytes, and the piece. The records that are `copied` stay as they are: nothing is asked of their documents but what is
    `tallied` of them, site by site: documents and characters.
    """

    numbers: Mapping[int, int]
    texts: memoryview
    bounds: Sequence[int]
    ids: Sequence[str]
    sites: Sequence[str]
    copied: Container[int] = ()
    tallied: Mapping[str, tuple[int, int]] = MappingProxyType({})
    trimmed: Mapping[int, Trimmed] = MappingProxyType({})
    """Records that may be cut as bytes."""
    taken: Mapping[int, Sequence[tuple[int, bytes]]] = MappingProxyType({})

    def document(self, number: int) -> Document | None:
        """Return the document of a record, if it is known."""
        doc = self.numbers.get(number, -1)
        if doc < 0:
            return None
        data = bytes(self.texts[self.bounds[doc] : self.bounds[doc + 1]])
        for at, piece in self.taken.get(doc, ()):
            data = data[:at] + piece + data[at:]
        return Document(data.decode("utf-8", "surrogatepass"), self.ids[doc], self.sites[doc])

    def copying(self, docs: Mapping[int, int], chars: Sequence[int]) -> Known:
        """Return the same with documents, by the numbers of their records, that are copied; `chars` are the characters of all documents."""
        tallied: dict[str, tuple[int, int]] = {}
        for doc in docs.values():
            count, size = tallied.get(self.sites[doc], (0, 0))
            tallied[self.sites[doc]] = count + 1, size + chars[doc]
        return self._replace(copied=docs.keys(), tallied=tallied)


NOTHING_KNOWN = Known(MappingProxyType({}), memoryview(b""), (), (), ())


def read_lines(data: bytes, first: int, known: Known, read: Callable[[bytes, int], Iterator[Record]]) -> Iterator[Record]:
    """Yield a record for every line, without a document if it is copied or trimmed; `read` reads a line of which nothing is known, given its number."""
    copied, trimmed = known.copied, known.trimmed
    for number, line in enumerate(split_lines(data), first):
        if number in copied or number in trimmed:
            yield Record(number, line)
        elif doc := known.document(number):
            yield Record(number, line, doc)
        else:
            yield from read(line, number)
