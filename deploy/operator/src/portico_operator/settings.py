"""Settings of the operator's command, from the environment."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

LOCAL_FILES = (".portico/secrets.env", ".portico/addresses.env")


class OperatorSettings(BaseSettings):
    """Read from `PORTICO_…`, else from the files that `make run` leaves in this folder."""

    model_config = SettingsConfigDict(env_prefix="PORTICO_", frozen=True, env_file=LOCAL_FILES, extra="ignore")

    amqp_url: SecretStr = Field(description="RabbitMQ, as the operator's user")
    amqp_management_url: SecretStr | None = Field(
        default=None, description="RabbitMQ's management API with user and password, to make tenants' broker users"
    )
    public_amqp_url: str | None = Field(
        default=None, description="Address of RabbitMQ as backoffices reach it, without user, where it differs"
    )
    operator_key: SecretStr | None = Field(default=None, description="Private JWK that operator tokens are signed with")
    edge_url: str = Field(default="http://127.0.0.1:8080", description="The portal's public address, for links")
