"""Kinds of files we take, and what is told of one that is not plain; both processes know it."""

EXTENSIONS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/tiff": (".tif", ".tiff"),
    "image/heic": (".heic", ".heif"),
    "image/vnd.djvu": (".djvu", ".djv"),
    "application/epub+zip": (".epub",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/msword": (".doc",),
    "application/vnd.ms-excel": (".xls",),
    "application/rtf": (".rtf",),
    "application/pkcs7-signature": (".p7s", ".p7m"),
    "application/vnd.etsi.asic-e+zip": (".asice", ".sce"),
    "application/vnd.etsi.asic-s+zip": (".asics", ".scs"),
    "text/plain": (".txt", ".csv", ".md"),
    "audio/mpeg": (".mp3",),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "audio/mp4": (".m4a",),
}
# A computer would run a text of this name.
SCRIPTS = {
    ".bat", ".cmd", ".hta", ".htm", ".html", ".jar", ".js", ".jse", ".lnk", ".php", ".pl", ".ps1",
    ".py", ".reg", ".sh", ".svg", ".url", ".vbe", ".vbs", ".wsf", ".wsh", ".xhtml", ".xml",
}  # fmt: skip
# A computer would open a text of this name as a table.
SHEETS = {".csv", ".tsv", ".tab"}
# Documents with an electronic signature.
SIGNATURES = {".p7s", ".p7m", ".asice", ".sce", ".asics", ".scs"}

# What may be in a file that is taken all the same.
REMOTE = "remote"  # it fetches something from elsewhere when it is opened
EMBEDDED = "embedded"  # a file or an object of another program is inside
ACTIVE = "active"  # it does something by itself when it is opened
FORMULAS = "formulas"  # cells of a table that a program would calculate
LOCKED = "locked"  # not all of it could be looked into
SIGNED = "signed"  # with an electronic signature
DETACHED = "detached"  # the signature alone, of a document that lies elsewhere
# Told without alarm: it is only to be opened in another way.
NOTES = frozenset({SIGNED, DETACHED})
RISKS = (REMOTE, EMBEDDED, ACTIVE, FORMULAS, LOCKED, SIGNED, DETACHED)
