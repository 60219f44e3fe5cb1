"""Who may do what. Checked where data is written; screens ask the same table which buttons to draw."""

from dataclasses import dataclass

from metrics.errors import UserError

ROLES = {"looks": "领导", "reports": "报送", "reviews": "审核", "administers": "管理"}
ROLE_CODES = {word: code for code, word in ROLES.items()}

# Act → what it is called, and the roles that may do it. Whoever reports does it for their own unit alone.
ACTS: dict[str, tuple[str, frozenset[str]]] = {
    "submit": ("报送数据", frozenset({"reports", "reviews", "administers"})),
    "answer": ("答复退回", frozenset({"reports", "reviews", "administers"})),
    "return": ("退回数据", frozenset({"reviews", "administers"})),
    "review": ("审核存疑数据", frozenset({"reviews", "administers"})),
    "rule": ("人工认定", frozenset({"reviews", "administers"})),
    "close": ("关闭与重开月份", frozenset({"reviews", "administers"})),
    "except": ("准予延期", frozenset({"reviews", "administers"})),
    "withdraw": ("撤回报送", frozenset({"reviews", "administers"})),
    "change": ("调整目标与分工", frozenset({"reviews", "administers"})),
    "publish": ("定期(编号简报)", frozenset({"reviews", "administers"})),
    "code": ("填写指标编码", frozenset({"reviews", "administers"})),
    "set": ("修改系统设定", frozenset({"administers"})),
    "receive": ("接收下级数据", frozenset({"administers"})),
    "drop_demo": ("清除演示数据", frozenset({"reviews", "administers"})),
    "manage": ("管理账号", frozenset({"administers"})),
}

# What is done also in a region whose data are received: all else would stand in the way of its next data.
OF_RECEIVED = frozenset({"receive", "manage", "code"})


class Forbidden(UserError):
    """Somebody asked for what their role, or their unit, does not allow."""


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a name for the records, a role of ROLES, and the unit of whoever reports.

    `region`: where, and in all that lie in it; empty for the whole store. Who reports does it in their region alone.
    """

    name: str
    role: str
    unit_id: str | None = None
    region: str = ""

    @property
    def role_name(self) -> str:
        return ROLES[self.role]

    def may(self, act: str, unit_id: str | None = None) -> bool:
        """Whether an act of ACTS is allowed, for a unit where it concerns one."""
        own = self.role != "reports" or (unit_id is not None and unit_id == self.unit_id)
        return self.role in ACTS[act][1] and own

    def require(self, act: str, unit_id: str | None = None) -> None:
        """Raises Forbidden where `may` says no."""
        if self.may(act, unit_id):
            return
        name, roles = ACTS[act]
        if self.role in roles:
            raise Forbidden(f"只能为本单位{name}。", title="没有权限")
        raise Forbidden(f"“{ROLES[self.role]}”账号不能{name}。", title="没有权限")


def at_the_machine(name: str) -> Actor:
    """Whoever runs commands beside the data file owns it: what they do is recorded, and nothing is refused."""
    return Actor(name, "administers")
