"""Settings that every service has, from the environment. Each service adds its own in its `settings.py`."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ChassisSettings(BaseSettings):
    """Read from `PORTICO_…`; a missing or wrong one stops the start with its name."""

    model_config = SettingsConfigDict(env_prefix="PORTICO_", frozen=True)

    amqp_url: SecretStr = Field(description="RabbitMQ, with the service's user, e.g. amqp://portico:…@rabbitmq:5672/")
    verify_keys: str = Field(description="JWKS of the public keys that access tokens are signed with")
    operator_verify_keys: str = Field(description="JWKS of the public keys that operator tokens are signed with")
    log_level: str = Field(default="info", description="debug, info, warning or error")
    probe_host: str = Field(default="127.0.0.1", description="Address that the probes listen on")
    probe_port: int = Field(default=0, ge=0, le=65535, description="Port of /livez and /readyz; 0 takes a free one")
    call_prefetch: int = Field(
        default=32, ge=1, le=500, description="Calls of one type that a replica works on at once"
    )
    event_prefetch: int = Field(
        default=16, ge=1, le=500, description="Events of one queue that a replica works on at once"
    )
    broadcast_silence: float = Field(
        default=2.0, gt=0, le=60, description="Seconds without the broadcast after which unsafe calls are refused"
    )
    stop_deadline: float = Field(default=20.0, gt=0, le=300, description="Seconds that running work gets at a stop")
    faults: str = Field(default="", description="Crash point to die at, for fault tests; empty in production")


class StoreSettings(ChassisSettings):
    """Settings of a service with a database."""

    mongo_url: SecretStr = Field(description="MongoDB replica set, e.g. mongodb://mongodb:27017/?replicaSet=rs0")
    database_prefix: str = Field(default="portico_", description="Each service's database is this and its name")
    relay_idle: float = Field(default=0.25, gt=0, le=10, description="Seconds between looks into an idle outbox")
    transaction_deadline: float = Field(
        default=10.0, gt=0, le=55, description="Seconds that a transaction may be retried"
    )
