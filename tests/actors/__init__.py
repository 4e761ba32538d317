"""Who acts in the journeys: the operator, a tenant's owner, its backoffice, and customers; all through public doors."""

from actors.backoffice import Backoffice, record_event
from actors.customer import Customer, invited_customer
from actors.http import Answer, Http
from actors.tenant import Tenant, new_tenant

__all__ = ["Answer", "Backoffice", "Customer", "Http", "Tenant", "invited_customer", "new_tenant", "record_event"]
