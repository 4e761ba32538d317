"""Settings of records."""

from pydantic import Field, SecretStr

from chassis.settings import StoreSettings


class RecordsSettings(StoreSettings):
    """Read from `PORTICO_…`."""

    cursor_key: SecretStr = Field(description="Key that page cursors are sealed with, 32 bytes as base64url")
    export_records: int = Field(
        default=100_000, ge=1, le=1_000_000, description="Records that one export may go through"
    )
    source_silence: int = Field(
        default=3_600,
        ge=60,
        le=2_678_400,
        description="Seconds that a source may be silent before that is news, unless staff say otherwise of it",
    )
    intake_prefetch: int = Field(
        default=2_000, ge=1, le=10_000, description="Deliveries of one intake queue that may be on their way"
    )
    intake_deliveries: int = Field(default=500, ge=1, le=2_000, description="Deliveries taken in at once")
    intake_bytes: int = Field(
        default=4_000_000, ge=1_000, le=16_000_000, description="Bytes of deliveries taken in at once"
    )
    intake_gather: float = Field(
        default=0.005, ge=0, le=1, description="Seconds that a delivery waits for others to be taken in with"
    )
