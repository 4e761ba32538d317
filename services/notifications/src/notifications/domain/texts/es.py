"""Spanish."""

from typing import Final

from notifications.domain.texts.texts import Texts

SPANISH: Final = Texts(
    language="es",
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    date="{day} de {month} de {year} a las {hour}:{minute} (UTC)",
    invitation_subject="Invitación de {inviter} al portal {portal}",
    invitation_subject_by_tenant="Invitación de {tenant} al portal {portal}",
    invitation_greeting="Hola, {name}:",
    invitation_who="{inviter}, de {tenant}, le invita al portal {portal}.",
    invitation_who_by_tenant="{tenant} le invita al portal {portal}.",
    invitation_who_by_colleague="{inviter}, de su empresa, le invita al portal {portal} de {tenant}.",
    invitation_what="En él encontrará lo que {tenant} comparte con usted —por ejemplo, presupuestos, pedidos, "
    "facturas o documentos— y podrá responder directamente, a cualquier hora.",
    invitation_new="Para empezar, acepte la invitación y elija su contraseña.",
    invitation_existing="Ya tiene un acceso con esta dirección: acepte la invitación e inicie sesión con la contraseña "
    "que ya utiliza. Seguirá siendo la misma.",
    invitation_button="Aceptar la invitación",
    invitation_until="La invitación es válida hasta el {date}.",
    invitation_link="Si el botón no funciona, copie esta dirección en su navegador:",
    invitation_alone="El enlace es solo para usted; por favor, no lo reenvíe.",
    invitation_unexpected="¿No esperaba esta invitación? Simplemente ignore este correo: no ocurrirá nada mientras no "
    "la acepte.",
    console="consola de {tenant}",
    reset_subject="Elija una contraseña nueva para {portal}",
    reset_who="Alguien, esperamos que usted, ha pedido una contraseña nueva para {portal}.",
    reset_how="Abra el enlace y elija una. Después se cerrarán todas sus sesiones y podrá entrar con la "
    "contraseña nueva.",
    reset_button="Elegir una contraseña nueva",
    reset_until="El enlace funciona una sola vez, hasta el {date}.",
    reset_unexpected="¿No ha sido usted? Entonces ignore este correo: su contraseña sigue siendo la misma.",
    changed_subject="Se ha cambiado su contraseña para {portal}",
    changed_who="Su contraseña para {portal} se cambió el {date}.",
    changed_what="Se ha cerrado la sesión en todos los demás dispositivos. Si ha sido usted, no tiene que "
    "hacer nada más.",
    changed_unexpected="¿No ha sido usted? Entonces pida enseguida una contraseña nueva donde inicia sesión y "
    "avise a {tenant}.",
    staff_subject="{inviter} le invita a la consola de {tenant}",
    staff_who="{inviter} le invita a trabajar en la consola de {tenant}.",
    footer="Enviado por Portico en nombre de {tenant}. Por favor, no responda a este correo: nadie lee las respuestas.",
)
