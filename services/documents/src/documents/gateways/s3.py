"""The S3 store, spoken to with the `minio` SDK in a bounded thread pool; any S3 store will do."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import urllib3
from minio import Minio
from minio.error import MinioException
from urllib3.exceptions import HTTPError
from yarl import URL

THREADS: Final = 8
TIMEOUT: Final = urllib3.Timeout(connect=2, read=10)


class S3Bucket:
    """One private bucket. The region is always given: looking it up fails on some stores."""

    def __init__(self, url: str, region: str, access_key: str, secret_key: str, bucket: str) -> None:
        address = URL(url)
        self._client = Minio(
            f"{address.host}:{address.port}",
            access_key=access_key,
            secret_key=secret_key,
            region=region,
            secure=address.scheme == "https",
            http_client=urllib3.PoolManager(timeout=TIMEOUT, retries=urllib3.Retry(1), maxsize=THREADS),
        )
        self._bucket = bucket
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="s3")

    async def is_there(self) -> bool:
        """Tell whether the store answers and holds the bucket."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, self._client.bucket_exists, self._bucket)
        except (MinioException, HTTPError, OSError):
            return False

    async def ensure(self) -> None:
        """Make the bucket where it is missing; waits for a store that is away, as long as its caller does."""
        loop = asyncio.get_running_loop()
        while not await self.is_there():
            try:
                await loop.run_in_executor(self._threads, self._client.make_bucket, self._bucket)
            except (MinioException, HTTPError, OSError):
                await asyncio.sleep(0.5)
