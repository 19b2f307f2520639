"""Signatures of web hooks: whoever knows the secret can tell that a message is ours, whole and fresh."""

import base64
import binascii
import hashlib
import hmac

_STANDARD = "whsec_"  # how Standard Webhooks writes a secret: this, and Base64


def signed_headers(body: bytes, delivery_id: str, secret: str | None, *, moment: int) -> dict[str, str]:
    """Headers of a message, sent at a moment in seconds of Unix time.

    `X-Eventwire-Signature` signs the body alone; the three `Webhook-*` ones are those of Standard Webhooks 1.0, which
    sign id and time too, so that a message can't be sent again by others.
    """
    headers = {
        "content-type": "application/json",
        "idempotency-key": delivery_id,
        "webhook-id": delivery_id,
        "webhook-timestamp": str(moment),
    }
    if secret:
        signed = f"{delivery_id}.{moment}.".encode() + body
        digest = hmac.new(_key(secret), signed, hashlib.sha256).digest()
        headers["webhook-signature"] = f"v1,{base64.b64encode(digest).decode()}"
        headers["x-eventwire-signature"] = signature(secret, body)
    return headers


def signature(secret: str, body: bytes) -> str:
    """HMAC-SHA256 of the body: `sha256=<hex>`.

    >>> signature("hush", b"{}")[:23]
    'sha256=505c20ac604f6629'
    """
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _key(secret: str) -> bytes:
    """The bytes of a secret: as it stands, or those that `whsec_...` holds."""
    if secret.startswith(_STANDARD):
        try:
            return base64.b64decode(secret.removeprefix(_STANDARD), validate=True)
        except binascii.Error:
            return secret.encode()
    return secret.encode()
