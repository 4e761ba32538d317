"""What is written on documents, in four languages."""

from typing import Final

from portico_local.demo.content.wording import Said, said

QUOTE: Final[Said] = said(
    "Quote {number}: {name}", "Orçamento {number}: {name}", "Presupuesto {number}: {name}", "Angebot {number}: {name}"
)
ORDER: Final[Said] = said(
    "Order {number}: {name}", "Encomenda {number}: {name}", "Pedido {number}: {name}", "Auftrag {number}: {name}"
)
DELIVERY: Final[Said] = said(
    "Delivery {number}: {name}", "Entrega {number}: {name}", "Entrega {number}: {name}", "Lieferung {number}: {name}"
)
INVOICE: Final[Said] = said(
    "Invoice {number}: {name}", "Fatura {number}: {name}", "Factura {number}: {name}", "Rechnung {number}: {name}"
)
CREDIT_NOTE: Final[Said] = said(
    "Credit note {number} for {invoice}",
    "Nota de crédito {number} da fatura {invoice}",
    "Abono {number} de la factura {invoice}",
    "Gutschrift {number} zu {invoice}",
)

FRAMEWORK: Final[Said] = said("Framework agreement", "Acordo-quadro", "Acuerdo marco", "Rahmenvereinbarung")
RETURNED: Final[Said] = said(
    "One item was not needed and came back to our stores unopened.",
    "Um artigo não foi necessário e regressou ao nosso armazém por abrir.",
    "Un artículo no hizo falta y volvió a nuestro almacén sin abrir.",
    "Ein Artikel wurde nicht gebraucht und kam ungeöffnet in unser Lager zurück.",
)
QUOTE_NOTE: Final[Said] = said(
    "Power supply and openings in walls are provided by you. We need two weeks' notice for the crane.",
    "Alimentação elétrica e aberturas nas paredes a cargo do cliente. Precisamos de duas semanas para reservar a grua.",
    "La acometida eléctrica y los huecos en muros corren por su cuenta. Necesitamos dos semanas para reservar la grúa.",
    "Stromanschluss und Wanddurchbrüche erfolgen bauseits. Für den Kran brauchen wir zwei Wochen Vorlauf.",
)
INVOICE_NOTE: Final[Said] = said(
    "Please quote the invoice number with your payment. Thank you for your business.",
    "Indique o número da fatura no pagamento. Obrigado pela sua preferência.",
    "Indique el número de factura en el pago. Gracias por su confianza.",
    "Bitte geben Sie bei der Zahlung die Rechnungsnummer an. Vielen Dank für Ihren Auftrag.",
)
CONTRACT: Final[Said] = said(
    "Maintenance contract {year}",
    "Contrato de manutenção {year}",
    "Contrato de mantenimiento {year}",
    "Wartungsvertrag {year}",
)
CONTRACT_TEXT: Final[Said] = said(
    "Covers all installations: two visits a year, response within 24 hours, spare parts at list price.",
    "Abrange todos os equipamentos: duas visitas por ano, resposta em 24 horas, peças a preço de tabela.",
    "Cubre todos los equipos: dos visitas al año, respuesta en 24 horas, recambios a precio de tarifa.",
    "Umfasst alle Anlagen: zwei Besuche im Jahr, Reaktion binnen 24 Stunden, Ersatzteile zum Listenpreis.",
)
PROTOCOL: Final[Said] = said(
    "Acceptance record: {name}", "Auto de receção: {name}", "Acta de recepción: {name}", "Abnahmeprotokoll: {name}"
)
PROTOCOL_TEXT: Final[Said] = said(
    "Handed over without defects; operation explained on site.",
    "Entregue sem defeitos; funcionamento explicado no local.",
    "Entregado sin defectos; funcionamiento explicado in situ.",
    "Mängelfrei übergeben, Bedienung vor Ort erklärt.",
)
WARRANTY: Final[Said] = said(
    "Warranty certificate: {name}",
    "Certificado de garantia: {name}",
    "Certificado de garantía: {name}",
    "Garantieurkunde: {name}",
)
WARRANTY_TEXT: Final[Said] = said(
    "Five years on parts and labour, serial number {serial}.",
    "Cinco anos para peças e mão de obra, número de série {serial}.",
    "Cinco años en piezas y mano de obra, número de serie {serial}.",
    "Fünf Jahre auf Teile und Arbeit, Seriennummer {serial}.",
)
MADE_FOR: Final[Said] = said(
    "{brand}, in stock in Hamburg, delivered within a week.",
    "{brand}, em stock em Hamburgo, entrega numa semana.",
    "{brand}, en existencias en Hamburgo, entrega en una semana.",
    "{brand}, ab Lager Hamburg, Lieferung binnen einer Woche.",
)
SOLD_OUT: Final[Said] = said(
    "{brand}, sold out for the moment; the next delivery is on its way.",
    "{brand}, esgotado de momento; a próxima remessa está a caminho.",
    "{brand}, agotado por el momento; la próxima remesa está en camino.",
    "{brand}, zurzeit ausverkauft, die nächste Lieferung ist unterwegs.",
)
