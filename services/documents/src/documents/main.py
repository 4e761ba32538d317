"""Documents, put together."""

from chassis.service import Connected
from chassis.store_service import StoreService
from documents.gateways.s3 import S3Bucket
from documents.settings import DocumentsSettings


def make_app() -> StoreService:
    """Make the service; it is ready once its bucket is there."""
    settings = DocumentsSettings()
    bucket = S3Bucket(
        settings.s3_url,
        settings.s3_region,
        settings.s3_access_key.get_secret_value(),
        settings.s3_secret_key.get_secret_value(),
        settings.s3_bucket,
    )
    service = StoreService("documents", settings)

    async def make_bucket(_parts: Connected) -> None:
        await bucket.ensure()

    service.on_start(make_bucket)
    service.health.add("s3", bucket.is_there)
    return service
