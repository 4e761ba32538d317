"""Portuguese, as in Portugal."""

from typing import Final

from notifications.domain.texts.texts import Texts

PORTUGUESE: Final = Texts(
    language="pt",
    months=(
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ),
    date="{day} de {month} de {year}, às {hour}:{minute} (UTC)",
    invitation_subject="Convite de {inviter} para o portal {portal}",
    invitation_subject_by_tenant="Convite da {tenant} para o portal {portal}",
    invitation_greeting="Olá, {name}!",
    invitation_who="{inviter}, da {tenant}, envia-lhe um convite para o portal {portal}.",
    invitation_who_by_tenant="A {tenant} envia-lhe um convite para o portal {portal}.",
    invitation_who_by_colleague="{inviter}, da sua empresa, envia-lhe um convite para o portal {portal} da {tenant}.",
    invitation_what="No portal encontra o que a {tenant} partilha consigo, por exemplo orçamentos, encomendas, "
    "faturas ou documentos, e pode responder diretamente, a qualquer hora.",
    invitation_new="Para começar, aceite o convite e escolha a sua palavra-passe.",
    invitation_existing="Já tem um acesso com este endereço: aceite o convite e inicie sessão com a palavra-passe "
    "que já utiliza. Ela mantém-se a mesma.",
    invitation_button="Aceitar o convite",
    invitation_until="O convite é válido até {date}.",
    invitation_link="Se o botão não funcionar, copie este endereço para o seu navegador:",
    invitation_alone="A ligação destina-se apenas a si; por favor, não a reencaminhe.",
    invitation_unexpected="Não esperava este convite? Pode simplesmente ignorar esta mensagem: nada acontece enquanto "
    "não o aceitar.",
    console="consola da {tenant}",
    reset_subject="Escolha uma nova palavra-passe para {portal}",
    reset_who="Alguém, esperamos que o próprio, pediu uma nova palavra-passe para {portal}.",
    reset_how="Abra a ligação e escolha uma. Depois, todas as suas sessões terminam e entra com a nova palavra-passe.",
    reset_button="Escolher uma nova palavra-passe",
    reset_until="A ligação funciona uma única vez, até {date}.",
    reset_unexpected="Não foi o próprio? Então ignore este e-mail: a sua palavra-passe fica como está.",
    changed_subject="A sua palavra-passe para {portal} foi alterada",
    changed_who="A sua palavra-passe para {portal} foi alterada em {date}.",
    changed_what="As sessões em todos os outros dispositivos terminaram. Se foi o próprio, não há mais nada a fazer.",
    changed_unexpected="Não foi o próprio? Então peça de imediato uma nova palavra-passe onde inicia sessão e "
    "avise a {tenant}.",
    staff_subject="{inviter} convida-o para a consola da {tenant}",
    staff_who="{inviter} convida-o a trabalhar na consola da {tenant}.",
    footer="Enviado pelo Portico em nome da {tenant}. Por favor, não responda a esta mensagem: as respostas não "
    "são lidas.",
)
