"""Names that W3C Web Annotations are written and read with."""

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAME = "http://schema.org/name"
