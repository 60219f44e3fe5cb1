"""Passwords: which ones will do, what is kept of them (an argon2 hash), and whether one fits. Knows no store."""

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from metrics.errors import UserError

SHORTEST, LONGEST = 10, 128
RULE = f"密码至少{SHORTEST}个字符,字母、数字、符号中至少两类,不含账号名和常见密码(如 password、123456)。"

_COMMON = ("password", "passw0rd", "123456", "654321", "qwerty", "abc123", "admin", "iloveyou", "888888", "666666")
_UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread on paper
_HASHER = PasswordHasher()
# What a name that nobody bears is compared with, so that it takes as long as one that somebody does: the hash of a
# random word that nobody kept, written down since every process would take half a second to make its own.
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$2vldK8MeyfczHZW77tKL3w$HdPu6Xf2h+zbvASZK7NNzqkIuxyC9ZPMBYUIo/7s1eg"


def password_hash(password: str, name: str) -> str:
    """What is kept of a new password of the account `name`. Raises UserError with RULE where it will not do."""
    text = _plain(password)
    lowered, kinds = text.lower(), {_kind(letter) for letter in text}
    is_common = any(word in lowered for word in _COMMON) or len(set(lowered)) < 4
    if not SHORTEST <= len(text) <= LONGEST or len(kinds) < 2 or _plain(name).lower() in lowered or is_common:
        raise UserError(RULE, title="密码不符合要求")
    return _HASHER.hash(text)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one that a hash was kept of; None is no account's, and nothing fits it."""
    if len(password) > 4 * LONGEST:
        return False
    try:
        return _HASHER.verify(kept or _NOBODYS, _plain(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def temporary_password() -> str:
    """A password to be told to somebody once, and replaced at the first sign-in."""
    return "-".join("".join(secrets.choice(_UNMISTAKABLE) for _ in range(4)) for _ in range(4))


def _plain(text: str) -> str:
    """Full-width letters, which an input method may write, are the same letters."""
    return unicodedata.normalize("NFKC", text).strip()


def _kind(letter: str) -> str:
    return "digit" if letter.isdigit() else "letter" if letter.isalpha() else "sign"
