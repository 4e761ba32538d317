"""Settings of documents, from the environment."""

from pydantic import Field, SecretStr

from chassis.settings import StoreSettings


class DocumentsSettings(StoreSettings):
    """What every service with a database has, and the S3 store."""

    s3_url: str = Field(description="S3 store, e.g. https://s3.example.com")
    s3_region: str = Field(default="us-east-1", description="Region of the S3 store; some stores do not tell it")
    s3_access_key: SecretStr = Field(description="Access key of the S3 store")
    s3_secret_key: SecretStr = Field(description="Secret key of the S3 store")
    s3_bucket: str = Field(default="portico-documents", description="Private bucket for all files")
