"""What the portals tell everybody in them: an announcement, whom to ask, the terms that the demo's people accept."""

from typing import Any, Final

from portico_local.demo.content.company import DOMAIN
from portico_local.demo.content.wording import said

Json = dict[str, Any]
TERMS_VERSION: Final = "2026-01"
PRIVACY: Final = f"https://{DOMAIN}/datenschutz"

FOR_CUSTOMERS: Final[Json] = {
    "announcement": {
        "text": said(
            "Heating season: for breakdowns we answer around the clock, on +49 40 5550 1490.",
            "Época de aquecimento: para avarias atendemos a qualquer hora, pelo +49 40 5550 1490.",
            "Temporada de calefacción: atendemos averías a cualquier hora, en el +49 40 5550 1490.",
            "Heizsaison: Bei Störungen erreichen Sie uns rund um die Uhr unter +49 40 5550 1490.",
        ),
        "tone": "info",
    },
    "contact": {
        "name": "Maren Petersen",
        "role": "Kundenbetreuung",
        "email": f"maren.petersen@{DOMAIN}",
        "phone": "+49 40 5550 1485",
        "text": said(
            "Monday to Friday, 8 to 17 h. I speak English and German.",
            "De segunda a sexta, das 8 às 17 h. Falo inglês e alemão.",
            "De lunes a viernes, de 8 a 17 h. Hablo inglés y alemán.",
            "Montag bis Freitag, 8 bis 17 Uhr.",
        ),
    },
    "terms": {
        "version": TERMS_VERSION,
        "privacy_url": PRIVACY,
        "text": said(
            "This portal shows you what we do for you: visits, orders and invoices.\n\n"
            "What you approve here is binding. Keep your password to yourself; tell us who leaves your firm.",
            "Este portal mostra-lhe o que fazemos por si: intervenções, encomendas e faturas.\n\n"
            "O que aqui aprova é vinculativo. Guarde a palavra-passe; avise-nos quando alguém sair da empresa.",
            "Este portal le muestra lo que hacemos por usted: intervenciones, pedidos y facturas.\n\n"
            "Lo que aprueba aquí es vinculante. Guarde su contraseña y avísenos cuando alguien deje su empresa.",
            "Dieses Portal zeigt Ihnen, was wir für Sie tun: Einsätze, Aufträge und Rechnungen.\n\n"
            "Was Sie hier freigeben, ist verbindlich. Behalten Sie Ihr Passwort für sich; sagen Sie uns, wer "
            "Ihre Firma verlässt.",
        ),
    },
}

FOR_SUPPLIERS: Final[Json] = {
    "announcement": {
        "text": said(
            "From January on we take invoices as e-invoices (UBL) only.",
            "A partir de janeiro só aceitamos faturas eletrónicas (UBL).",
            "A partir de enero solo aceptamos facturas electrónicas (UBL).",
            "Ab Januar nehmen wir Rechnungen nur noch als E-Rechnung (UBL) an.",
        ),
        "tone": "warning",
    },
    "contact": {
        "name": "Henning Voss",
        "role": "Einkauf",
        "email": f"henning.voss@{DOMAIN}",
        "phone": "+49 40 5550 1470",
    },
    "terms": {
        "version": TERMS_VERSION,
        "privacy_url": PRIVACY,
        "text": said(
            "This portal shows you what we ordered from you, what arrived and what you invoiced.\n\n"
            "An order that you confirm here is confirmed in writing.",
            "Este portal mostra-lhe o que lhe encomendámos, o que chegou e o que faturou.\n\n"
            "Uma encomenda confirmada aqui está confirmada por escrito.",
            "Este portal le muestra lo que le hemos pedido, lo que ha llegado y lo que ha facturado.\n\n"
            "Un pedido confirmado aquí queda confirmado por escrito.",
            "Dieses Portal zeigt Ihnen, was wir bei Ihnen bestellt haben, was eintraf und was Sie berechnet haben.\n\n"
            "Eine Bestellung, die Sie hier bestätigen, ist schriftlich bestätigt.",
        ),
    },
}
