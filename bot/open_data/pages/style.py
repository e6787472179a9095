"""The look of the public pages: within each page, so that one answer is all."""

import base64
import hashlib
from pathlib import Path

STYLE = (Path(__file__).parent / "templates" / "public.css").read_text(encoding="utf-8")
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# JSON-LD is data, which no policy on scripts speaks of.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
