"""Small UBL documents of our own, put together of parts that a test may change."""

import base64

CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"
VAT = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
PDF = b"%PDF-1.7 not really"


def document(kind: str, body: str, *, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """A whole file of this kind."""
    root = f'<{kind} xmlns="{NAMESPACE.format(kind)}" xmlns:cac="{CAC}" xmlns:cbc="{CBC}">{body}</{kind}>'
    return (declaration + root).encode()


def with_other_prefixes(content: bytes) -> bytes:
    """The same document with other prefixes, the root's own among them."""
    text = content.decode().replace("cac:", "a:").replace("cbc:", "_b.2:")
    text = text.replace("xmlns:cac=", "xmlns:a=").replace("xmlns:cbc=", "xmlns:_b.2=")
    for kind in ("Invoice", "CreditNote", "Order", "DespatchAdvice", "Catalogue"):
        text = text.replace(f"<{kind} xmlns=", f"<doc:{kind} xmlns:doc=").replace(f"</{kind}>", f"</doc:{kind}>")
    return text.encode()


BUYER = f"""<cac:Party>
  <cbc:EndpointID schemeID="0088">7300010000001</cbc:EndpointID>
  <cac:PartyIdentification><cbc:ID>C-1001</cbc:ID></cac:PartyIdentification>
  <cac:PartyName><cbc:Name>City Hospital</cbc:Name></cac:PartyName>
  <cac:PostalAddress>
    <cbc:StreetName>Lower street</cbc:StreetName><cbc:BuildingNumber>5</cbc:BuildingNumber>
    <cbc:AdditionalStreetName>Reception</cbc:AdditionalStreetName><cbc:CityName>Malmö</cbc:CityName>
    <cbc:PostalZone>211 20</cbc:PostalZone><cbc:CountrySubentity>Skåne</cbc:CountrySubentity>
    <cac:AddressLine><cbc:Line>Gate 3</cbc:Line></cac:AddressLine>
    <cac:Country><cbc:IdentificationCode>SE</cbc:IdentificationCode></cac:Country>
  </cac:PostalAddress>
  <cac:PartyTaxScheme><cbc:CompanyID>LOCAL-7</cbc:CompanyID><cac:TaxScheme><cbc:ID>LOC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyTaxScheme><cbc:CompanyID>SE556677889901</cbc:CompanyID>{VAT}</cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>City Hospital AB</cbc:RegistrationName>
    <cbc:CompanyID>556677-8899</cbc:CompanyID></cac:PartyLegalEntity>
  <cac:Contact><cbc:Name>Mia Månsson</cbc:Name><cbc:Telephone>+46 40 1</cbc:Telephone>
    <cbc:ElectronicMail>mia@hospital.example</cbc:ElectronicMail></cac:Contact>
</cac:Party>"""
SELLER = """<cac:Party>
  <cac:PartyLegalEntity><cbc:RegistrationName>Roofs Ltd</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>"""
SUBTOTALS = f"""<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">26.00</cbc:TaxAmount>
  <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
    <cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount>
    <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>{VAT}</cac:TaxCategory></cac:TaxSubtotal>
  <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">-5</cbc:TaxableAmount>
    <cbc:TaxAmount currencyID="EUR">0</cbc:TaxAmount>
    <cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0.0</cbc:Percent>{VAT}</cac:TaxCategory></cac:TaxSubtotal>
</cac:TaxTotal>
<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">290.00</cbc:TaxAmount>
  <cac:TaxSubtotal><cbc:TaxableAmount currencyID="SEK">1</cbc:TaxableAmount>
    <cbc:TaxAmount currencyID="SEK">290.00</cbc:TaxAmount>
    <cac:TaxCategory><cbc:ID>S</cbc:ID></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"""
ALLOWANCES = """<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
  <cbc:AllowanceChargeReason>Loyal customer</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">10.00</cbc:Amount>
  <cac:TaxCategory><cbc:ID>S</cbc:ID></cac:TaxCategory></cac:AllowanceCharge>
<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>
  <cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode><cbc:Amount currencyID="EUR">15</cbc:Amount>
  <cac:TaxCategory><cbc:ID>E</cbc:ID></cac:TaxCategory></cac:AllowanceCharge>"""
PAYMENT = """<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
  <cbc:PaymentDueDate>2026-12-24</cbc:PaymentDueDate><cbc:PaymentID>INV-42</cbc:PaymentID>
  <cac:PayeeFinancialAccount><cbc:ID>NL57 RABO 0107307510</cbc:ID>
    <cac:FinancialInstitutionBranch><cbc:ID>RABONL2U</cbc:ID></cac:FinancialInstitutionBranch>
  </cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:PaymentTerms><cbc:Note>30 days</cbc:Note></cac:PaymentTerms>"""
TOTALS = """<cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount currencyID="EUR">121.00</cbc:TaxInclusiveAmount>
  <cbc:PrepaidAmount currencyID="EUR">21.00</cbc:PrepaidAmount>
  <cbc:PayableAmount currencyID="EUR">100.00</cbc:PayableAmount></cac:LegalMonetaryTotal>"""
ATTACHED = f"""<cac:AdditionalDocumentReference><cbc:ID>Sheet 1</cbc:ID><cac:Attachment>
  <cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="time sheet.pdf">
    {base64.b64encode(PDF).decode()}
  </cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"""


def line(number: int, kind: str = "InvoiceLine", quantity: str = "InvoicedQuantity", amount: str = "50.00") -> str:
    """One line of an invoice or credit note."""
    return f"""<cac:{kind}><cbc:ID>{number}</cbc:ID><cbc:{quantity} unitCode="HUR">2</cbc:{quantity}>
  <cbc:LineExtensionAmount currencyID="EUR">{amount}</cbc:LineExtensionAmount>
  <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">1</cbc:Amount>
  </cac:AllowanceCharge>
  <cac:Item><cbc:Description>at the customer's</cbc:Description><cbc:Name>Service hour</cbc:Name>
    <cac:SellersItemIdentification><cbc:ID>A-9</cbc:ID></cac:SellersItemIdentification>
    <cac:StandardItemIdentification><cbc:ID>4012345000009</cbc:ID></cac:StandardItemIdentification>
    <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>{VAT}</cac:ClassifiedTaxCategory></cac:Item>
  <cac:Price><cbc:PriceAmount currencyID="EUR">25.00</cbc:PriceAmount></cac:Price></cac:{kind}>"""


def invoice_xml(number: str = "INV-42", *, buyer: str = BUYER, lines: str = "", more: str = "") -> bytes:
    """An invoice with all that the mapping knows."""
    return document(
        "Invoice",
        f"""<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-11-22</cbc:IssueDate>
<cbc:Note languageID="en">Thank you</cbc:Note><cbc:Note languageID="sv">Tack så mycket</cbc:Note>
<cbc:Note languageID="ja">ありがとう</cbc:Note><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cbc:BuyerReference>PO 7</cbc:BuyerReference>
<cac:OrderReference><cbc:ID>SO-88</cbc:ID></cac:OrderReference>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>INV-41</cbc:ID></cac:InvoiceDocumentReference>
</cac:BillingReference><cac:ContractDocumentReference><cbc:ID>K-1</cbc:ID></cac:ContractDocumentReference>
{ATTACHED}<cac:ProjectReference><cbc:ID>Roof</cbc:ID></cac:ProjectReference>
<cac:AccountingSupplierParty>{SELLER}</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>{buyer}</cac:AccountingCustomerParty>{more}
{PAYMENT}{ALLOWANCES}{SUBTOTALS}{TOTALS}{lines or line(1) + line(2, amount="-50.00")}""",
    )


def credit_note_xml(number: str = "CN-1") -> bytes:
    """A credit note."""
    return document(
        "CreditNote",
        f"""<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-11-22</cbc:IssueDate>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>INV-42</cbc:ID></cac:InvoiceDocumentReference>
</cac:BillingReference><cac:AccountingCustomerParty>{BUYER}</cac:AccountingCustomerParty>{TOTALS}
{line(1, "CreditNoteLine", "CreditedQuantity")}""",
    )


def order_xml(number: str = "SO-88", totals: str = "") -> bytes:
    """An order; without a total with tax unless told."""
    return document(
        "Order",
        f"""<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-11-20</cbc:IssueDate>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:Contract><cbc:ID>NA</cbc:ID></cac:Contract>
<cac:BuyerCustomerParty>{BUYER}</cac:BuyerCustomerParty><cac:SellerSupplierParty>{SELLER}</cac:SellerSupplierParty>
<cac:Delivery><cac:DeliveryLocation><cac:Address><cbc:CityName>Lund</cbc:CityName></cac:Address></cac:DeliveryLocation>
<cac:RequestedDeliveryPeriod><cbc:StartDate>2026-12-01</cbc:StartDate><cbc:EndDate>2026-12-05</cbc:EndDate>
</cac:RequestedDeliveryPeriod>
<cac:DeliveryParty><cac:PartyName><cbc:Name>Ward 3</cbc:Name></cac:PartyName></cac:DeliveryParty></cac:Delivery>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">28.75</cbc:TaxAmount></cac:TaxTotal>
<cac:AnticipatedMonetaryTotal>{totals}<cbc:PayableAmount currencyID="EUR">143.75</cbc:PayableAmount>
</cac:AnticipatedMonetaryTotal>
<cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:Quantity unitCode="NAR">10</cbc:Quantity>
<cac:Item><cbc:Name>Sauce</cbc:Name></cac:Item></cac:LineItem></cac:OrderLine>""",
    )


def despatch_xml(number: str = "D-1") -> bytes:
    """A despatch advice: bought by one, received by another."""
    return document(
        "DespatchAdvice",
        f"""<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-11-21</cbc:IssueDate><cbc:Note>Careful</cbc:Note>
<cac:OrderReference><cbc:ID>SO-88</cbc:ID></cac:OrderReference>
<cac:DespatchSupplierParty>{SELLER}</cac:DespatchSupplierParty>
<cac:DeliveryCustomerParty><cac:Party><cac:PartyIdentification><cbc:ID>C-2002</cbc:ID></cac:PartyIdentification>
</cac:Party><cac:DeliveryContact><cbc:Name>Tony</cbc:Name></cac:DeliveryContact></cac:DeliveryCustomerParty>
<cac:BuyerCustomerParty>{BUYER}</cac:BuyerCustomerParty>
<cac:Shipment><cbc:ID>NA</cbc:ID><cac:Consignment><cbc:ID>TRACK-1</cbc:ID><cac:CarrierParty><cac:PartyName>
<cbc:Name>Swift</cbc:Name></cac:PartyName></cac:CarrierParty></cac:Consignment>
<cac:Delivery><cbc:ActualDeliveryDate>2026-11-23</cbc:ActualDeliveryDate></cac:Delivery></cac:Shipment>
<cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="EA">0.5</cbc:DeliveredQuantity>
<cac:Item><cbc:Name>Sauce</cbc:Name><cac:StandardItemIdentification><cbc:ID>401</cbc:ID></cac:StandardItemIdentification>
</cac:Item></cac:DespatchLine>""",
    )


def catalogue_line(
    number: int, *, sku: str = "", action: str = "Add", price: str = "20.00", orderable: str = "true"
) -> str:
    """One line of a catalogue."""
    seller = f"<cac:SellersItemIdentification><cbc:ID>{sku}</cbc:ID></cac:SellersItemIdentification>" if sku else ""
    return f"""<cac:CatalogueLine><cbc:ID>{number}</cbc:ID><cbc:ActionCode>{action}</cbc:ActionCode>
<cbc:OrderableIndicator>{orderable}</cbc:OrderableIndicator><cbc:OrderableUnit>XBX</cbc:OrderableUnit>
<cac:RequiredItemLocationQuantity><cac:Price><cbc:PriceAmount currencyID="NOK">{price}</cbc:PriceAmount></cac:Price>
</cac:RequiredItemLocationQuantity>
<cac:Item><cbc:Description>writes</cbc:Description><cbc:Name>Pen {number}</cbc:Name>{seller}
<cac:ManufacturerParty><cac:PartyName><cbc:Name>Fictive Inc.</cbc:Name></cac:PartyName></cac:ManufacturerParty>
</cac:Item></cac:CatalogueLine>"""


def catalogue_xml(lines: str, contractor: str = "") -> bytes:
    """A catalogue for one receiver."""
    return document(
        "Catalogue",
        f"""<cbc:ID>CAT-1</cbc:ID><cbc:IssueDate>2026-11-01</cbc:IssueDate>
<cac:ProviderParty><cbc:EndpointID>SELLER-1</cbc:EndpointID></cac:ProviderParty>
<cac:ReceiverParty><cbc:EndpointID>C-1001</cbc:EndpointID>
<cac:PartyLegalEntity><cbc:RegistrationName>City AB</cbc:RegistrationName></cac:PartyLegalEntity></cac:ReceiverParty>
{contractor}{lines}""",
    )
