"""Settings of identity, from the environment."""

from pydantic import Field, SecretStr

from chassis.settings import StoreSettings


class IdentitySettings(StoreSettings):
    """What identity needs beside what every service with a database needs."""

    signing_key: SecretStr = Field(description="Private Ed25519 JWK that access tokens are signed with")
    refresh_key: SecretStr = Field(description="32 bytes, base64url, that refresh tokens are computed with")
    cursor_key: SecretStr = Field(description="32 bytes, base64url, that page cursors are sealed with")
    seal_public_key: str = Field(
        description="Public key of notifications, that links on their way to mails are sealed for"
    )
    session_days: int = Field(default=30, ge=1, le=365, description="Days after which somebody signs in again")
    idle_days: int = Field(default=7, ge=1, le=365, description="Days without a refresh after which a session ends")
    refresh_grace: int = Field(
        default=60, ge=0, le=300, description="Seconds that the previous refresh token still gets the current one"
    )
    invitation_days: int = Field(default=14, ge=1, le=90, description="Days that an invitation's link works")
    activation_days: int = Field(default=14, ge=1, le=90, description="Days that a staff member's first link works")
    reset_minutes: int = Field(default=30, ge=5, le=120, description="Minutes that a password-reset link works")
    argon2_memory: int = Field(default=47_104, ge=8, le=1_048_576, description="KiB that one password hash takes")
    argon2_passes: int = Field(default=1, ge=1, le=20, description="Passes over that memory")
    argon2_lanes: int = Field(default=1, ge=1, le=16, description="Lanes of one password hash")
    hashes_at_once: int = Field(
        default=4, ge=1, le=64, description="Password hashes computed side by side; others wait"
    )
