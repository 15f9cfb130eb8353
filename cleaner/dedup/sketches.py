"""The sketches of a batch of documents, and the way to datasketch and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    import datasketch
    import numpy as np
    import numpy.typing as npt

__all__ = ["Sketches"]

SCHEME = "affine32"


@dataclass(frozen=True, eq=False)
class Sketches:
    """MinHash signatures of n documents: `matrix` uint32[n, num_perm], a row for each of `ids`; `seed` drew the permutations.

    A row is what `datasketch.MinHash(num_perm, seed, scheme="affine32")` has after the 32-bit hashes of the document's shingles
    (`cleaner.text.shingles`); a text without words has a row of all ones, as an empty MinHash has.
    """

    ids: tuple[str, ...]
    matrix: npt.NDArray[np.uint32]
    seed: int = 1

    @classmethod
    def of(cls, ids: Sequence[str], texts: Sequence[str], *, num_perm: int = 128, ngram: int = 5, seed: int = 1) -> Sketches:
        """Sketch texts."""
        import numpy as np

        from cleaner.kernels.batch import signatures

        data = [text.encode("utf-8", "surrogatepass") for text in texts]
        buffer, offsets = np.frombuffer(b"".join(data), np.uint8), np.cumsum([0, *map(len, data)], dtype=np.int64)
        return cls(tuple(ids), signatures(buffer, offsets, num_perm=num_perm, ngram=ngram, seed=seed).matrix, seed)

    def to_datasketch(self) -> dict[str, datasketch.LeanMinHash]:
        """Return a MinHash for each id, to be compared, or put into one of datasketch's indexes."""
        from datasketch import LeanMinHash

        return {id: LeanMinHash(seed=self.seed, hashvalues=row, scheme=SCHEME) for id, row in zip(self.ids, self.matrix, strict=True)}

    @classmethod
    def from_datasketch(cls, minhashes: dict[str, datasketch.MinHash | datasketch.LeanMinHash]) -> Sketches:
        """Make sketches of MinHashes of the scheme `affine32` that agree in seed and size."""
        import numpy as np

        kinds = {(minhash.scheme, minhash.seed, len(minhash)) for minhash in minhashes.values()}
        if len(kinds) > 1 or {scheme for scheme, _, _ in kinds} - {SCHEME}:
            found = ", ".join(f"{scheme}, seed {seed}, {size} permutations" for scheme, seed, size in sorted(kinds))
            raise CleanerError(
                "sketches-differ", f"these MinHashes are not of one kind: {found}", do=f'make all with scheme="{SCHEME}", one seed and one num_perm'
            )
        _, seed, size = kinds.pop() if kinds else (SCHEME, 1, 128)
        rows = [minhash.hashvalues for minhash in minhashes.values()]
        return cls(tuple(minhashes), np.array(rows, np.uint32).reshape(len(rows), size), seed)
