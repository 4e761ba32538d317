"""Reads UBL 2.1 (ISO/IEC 19845): Invoice, CreditNote, Order, DespatchAdvice and Catalogue, as record events say them.

Business terms follow EN 16931 and Peppol BIS: https://docs.oasis-open.org/ubl/UBL-2.1.html
"""

from backoffice.ubl.attachments import Attachment
from backoffice.ubl.reading import Reading, UblOptions, read_ubl, read_ubl_file

__all__ = ["Attachment", "Reading", "UblOptions", "read_ubl", "read_ubl_file"]
