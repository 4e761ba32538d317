"""Makes a tenant: portal-config, then identity, then the broker user. Each step is safe to repeat."""

from dataclasses import asdict, dataclass

from yarl import URL

from contracts.identity.tenancy import InviteOwner
from contracts.kinds import TenantName
from contracts.portal_config.tenancy import CreateTenant
from contracts.topology import of_tenant, tenant_queue
from portico_operator.broker_users import BrokerUsers
from portico_operator.calling import MissingSettingError, calling
from portico_operator.settings import OperatorSettings
from portico_operator.topology import declare


@dataclass(frozen=True, slots=True)
class NewTenant:
    """What the operator hands to the tenant. Null: given before and in use, or the broker user keeps its password."""

    tenant: str
    owner: str
    owner_link: str | None
    api_key: str | None
    amqp_url: str | None

    def as_dict(self) -> dict[str, str | None]:
        """Give it for JSON."""
        return asdict(self)


async def create_tenant(
    settings: OperatorSettings, tenant: str, name: str, owner: str, *, new_password: bool
) -> NewTenant:
    """Make the tenant, or finish making it. Raises CallRefusedError, MissingSettingError, BrokerRefusedError."""
    users = _broker_users(settings)
    async with calling(settings) as calls:
        made = await calls.call(CreateTenant(tenant=tenant, name=name))
        async with calls.connection.channel() as channel:
            await declare(channel, of_tenant(made.tenant, made.shard))
        invited = await calls.call(InviteOwner(tenant=tenant, tenant_name=made.name, email=owner))
    amqp_url = None
    if not await users.exists(tenant_queue(tenant)):
        amqp_url = _amqp_url(settings, *await users.make(made.tenant))
    elif new_password:
        amqp_url = _amqp_url(settings, *await users.rotate(made.tenant))
    link = f"{settings.edge_url.rstrip('/')}/console/activate/{invited.owner_token}" if invited.owner_token else None
    return NewTenant(tenant, invited.owner_email, link, invited.api_key, amqp_url)


async def rotate_broker(settings: OperatorSettings, tenant: TenantName) -> str:
    """Give the tenant's broker user a new password; gives its new address. What was connected with the old one is not.

    Raises MissingSettingError, BrokerRefusedError.
    """
    return _amqp_url(settings, *await _broker_users(settings).rotate(tenant))


def _broker_users(settings: OperatorSettings) -> BrokerUsers:
    if settings.amqp_management_url is None:
        raise MissingSettingError("PORTICO_AMQP_MANAGEMENT_URL")
    return BrokerUsers(settings.amqp_management_url.get_secret_value())


def _amqp_url(settings: OperatorSettings, user: str, password: str) -> str:
    base = URL(settings.public_amqp_url or settings.amqp_url.get_secret_value())
    return str(base.with_user(user).with_password(password))
