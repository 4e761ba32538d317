"""Everything that identity does, in one list."""

from functools import partial

from identity.app.accept_invitation import accept_invitation
from identity.app.accept_terms import accept_terms
from identity.app.activate_staff import activate_staff
from identity.app.change_me import change_me
from identity.app.change_password import change_password
from identity.app.change_user import change_user
from identity.app.count_roles import count_roles
from identity.app.create_api_key import create_api_key
from identity.app.create_invitations import create_invitations
from identity.app.end_person_sessions import end_person_session, end_person_sessions
from identity.app.exchange_api_key import exchange_api_key
from identity.app.forgot_password import forgot_password, forgot_staff_password
from identity.app.invite_colleague import invite_colleague, withdraw_colleague
from identity.app.invite_owner import invite_owner
from identity.app.invite_staff import invite_staff
from identity.app.keep_account import close_account, keep_account
from identity.app.keep_portal import close_portal, keep_tenant, open_portal
from identity.app.list_api_keys import list_api_keys
from identity.app.list_colleagues import list_colleagues
from identity.app.list_invitations import list_invitations
from identity.app.list_memberships import list_memberships
from identity.app.list_users import list_users
from identity.app.manage_colleagues import change_colleague, remove_colleague
from identity.app.manage_staff import change_staff, list_staff, remove_staff
from identity.app.open_preview import open_preview
from identity.app.own_profile import change_own_profile, show_own_profile
from identity.app.own_sessions import end_own_session, end_own_sessions, list_sessions
from identity.app.refresh_session import refresh_session
from identity.app.republish import republish
from identity.app.resend_invitation import resend_invitation
from identity.app.reset_password import reset_password
from identity.app.revoke_api_key import revoke_api_key
from identity.app.show_invitation import show_invitation
from identity.app.show_me import show_me
from identity.app.show_password_link import show_password_link
from identity.app.show_person import show_person
from identity.app.sign_in import sign_in
from identity.app.sign_in_staff import sign_in_staff
from identity.app.sign_out import sign_out
from identity.app.staff_memberships import change_membership, grant_membership, revoke_membership
from identity.app.standing import vouch
from identity.app.switch_membership import switch_membership
from identity.app.trail import TrailCases
from identity.app.view_as import view_as
from identity.app.withdraw_invitation import withdraw_invitation
from identity.ports import Outside


class UseCases:
    """The verbs of identity, bound to one tenant and one unit of work."""

    def __init__(self, outside: Outside) -> None:
        self._bind_the_tenants(outside)
        self._bind_everybodys(outside)
        self._bind_the_users(outside)

    def _bind_the_tenants(self, outside: Outside) -> None:
        self.invite_owner = partial(invite_owner, outside)
        self.keep_tenant = partial(keep_tenant, outside)
        self.create_api_key = partial(create_api_key, outside)
        self.list_api_keys = partial(list_api_keys, outside)
        self.revoke_api_key = partial(revoke_api_key, outside)
        self.exchange_api_key = partial(exchange_api_key, outside)
        self.open_portal = partial(open_portal, outside)
        self.close_portal = partial(close_portal, outside)
        self.keep_account = partial(keep_account, outside)
        self.close_account = partial(close_account, outside)
        self.activate_staff = partial(activate_staff, outside)
        self.sign_in_staff = partial(sign_in_staff, outside)
        self.list_staff = partial(list_staff, outside)
        self.invite_staff = partial(invite_staff, outside)
        self.change_staff = partial(change_staff, outside)
        self.remove_staff = partial(remove_staff, outside)
        self.show_own_profile = partial(show_own_profile, outside)
        self.change_own_profile = partial(change_own_profile, outside)
        self.view_as = partial(view_as, outside)
        self.open_preview = partial(open_preview, outside)
        self.republish = partial(republish, outside)
        self.trail = TrailCases(outside)

    def _bind_everybodys(self, outside: Outside) -> None:
        self.forgot_password = partial(forgot_password, outside)
        self.forgot_staff_password = partial(forgot_staff_password, outside)
        self.show_password_link = partial(show_password_link, outside)
        self.reset_password = partial(reset_password, outside)
        self.change_password = partial(change_password, outside)
        self.refresh_session = partial(refresh_session, outside)
        self.sign_out = partial(sign_out, outside)
        self.list_sessions = partial(list_sessions, outside)
        self.end_own_session = partial(end_own_session, outside)
        self.end_own_sessions = partial(end_own_sessions, outside)
        self.vouch = partial(vouch, outside)

    def _bind_the_users(self, outside: Outside) -> None:
        self.create_invitations = partial(create_invitations, outside)
        self.list_invitations = partial(list_invitations, outside)
        self.resend_invitation = partial(resend_invitation, outside)
        self.withdraw_invitation = partial(withdraw_invitation, outside)
        self.show_invitation = partial(show_invitation, outside)
        self.accept_invitation = partial(accept_invitation, outside)
        self.sign_in = partial(sign_in, outside)
        self.show_me = partial(show_me, outside)
        self.change_me = partial(change_me, outside)
        self.accept_terms = partial(accept_terms, outside)
        self.list_memberships = partial(list_memberships, outside)
        self.switch_membership = partial(switch_membership, outside)
        self.list_users = partial(list_users, outside)
        self.count_roles = partial(count_roles, outside)
        self.change_user = partial(change_user, outside)
        self.show_person = partial(show_person, outside)
        self.end_person_session = partial(end_person_session, outside)
        self.end_person_sessions = partial(end_person_sessions, outside)
        self.grant_membership = partial(grant_membership, outside)
        self.change_membership = partial(change_membership, outside)
        self.revoke_membership = partial(revoke_membership, outside)
        self.list_colleagues = partial(list_colleagues, outside)
        self.invite_colleague = partial(invite_colleague, outside)
        self.change_colleague = partial(change_colleague, outside)
        self.remove_colleague = partial(remove_colleague, outside)
        self.withdraw_colleague = partial(withdraw_colleague, outside)
