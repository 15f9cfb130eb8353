"""Hash words and runs of words; the slow twin of the kernel's second half.

All arithmetic is of unsigned 64-bit integers. A word's bytes are taken sixteen at a time, so that a machine can load a word in two steps; the hashes
of words become the hash of a shingle by rotating and XOR (a cyclic polynomial), so that the next shingle costs one step whatever its length.
Sources: the constants of SplitMix64 (Steele, Lea, Flood 2014); cyclic polynomials (Cohen 1997; Lemire and Kaser 2010).
"""

from __future__ import annotations

from itertools import zip_longest

from cleaner.text.tokens import tokens

__all__ = ["hash_shingle", "hash_text", "hash_tokens", "hash_word", "shingle_hashes"]

_ALL = 2**64 - 1
_K1, _K2, _K3 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_TURN = 7
"""How far a word's hash is turned for each word behind it; odd, so that 64 words pass before two are turned alike."""


def hash_word(word: str) -> int:
    """Return the 64-bit hash of a word's UTF-8 bytes, sixteen at a time, filled up with zeros."""
    data, hash = word.encode("utf-8", "surrogatepass"), 0
    for at in range(0, len(data), 16):
        low = int.from_bytes(data[at : at + 8], "little")
        high = int.from_bytes(data[at + 8 : at + 16], "little")
        hash = _scramble(((hash ^ low) * _K1 & _ALL) ^ _turn(high * _K2 & _ALL, 32))
    return hash


def hash_shingle(words: list[int]) -> int:
    """Return the 32-bit hash of a run of words, given the hash of each."""
    hash = 0
    for word in words:
        hash = _turn(hash, _TURN) ^ word
    return (hash * _K3 & _ALL) >> 32


def hash_tokens(words: list[int]) -> int:
    """Return the 64-bit hash of a whole text, given the hash of each word, two at a time: equal texts after folding have equal ones."""
    hash = 0
    for one, other in zip_longest(words[::2], words[1::2], fillvalue=0):
        hash = _turn((hash ^ one ^ _turn(other, _TURN)) * _K1 & _ALL, 32)
    return _scramble(hash)


def hash_text(text: str) -> int:
    """Return the 64-bit hash of the tokens of a text."""
    return hash_tokens([hash_word(token) for token in tokens(text)])


def shingle_hashes(text: str, *, ngram: int = 5) -> set[int]:
    """Return the 32-bit hashes of all runs of `ngram` words; a shorter text is one run, one without words has none."""
    words = [hash_word(token) for token in tokens(text)]
    if not words:
        return set()
    return {hash_shingle(words[i : i + ngram]) for i in range(max(1, len(words) - ngram + 1))}


def _turn(value: int, bits: int) -> int:
    return (value << bits | value >> 64 - bits) & _ALL


def _scramble(value: int) -> int:
    value = (value ^ value >> 32) * _K3 & _ALL
    return value ^ value >> 29
