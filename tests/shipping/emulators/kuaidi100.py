"""kuaidi100's enquiry as its document tells it: it checks the signature, and knows one parcel."""

import hashlib
import json
from typing import Any

from tests.shipping.emulators.server import Emulator

KEY, CUSTOMER, SALT = "JAnUJzQz2041", "8BD8E4D0D9CA2B6A", "a-salt-of-our-own"


def step(time: str, context: str, place: str, **status: str) -> dict[str, Any]:
    return {"time": time, "ftime": time, "context": context, "areaName": place, **status}


STEPS = [
    step("2026-11-20 09:00:00", "已揽收", "上海", statusCode="103"),
    step("2026-11-21 10:30:00", "到达派件城市", "北京", statusCode="1001"),
    step("2026-11-22 08:00:00", "正在派件", "北京"),
]


def answer(path: str, fields: dict[str, str]) -> str:
    right = hashlib.md5((fields["param"] + KEY + CUSTOMER).encode()).hexdigest().upper()
    if path != "/poll/query.do" or fields["customer"] != CUSTOMER or fields["sign"] != right:
        return json.dumps({"result": False, "returnCode": "503", "message": "验证签名失败"})
    asked = json.loads(fields["param"])
    if asked["num"] != "YT00000018":
        return json.dumps({"result": False, "returnCode": "500", "message": "查询无结果，请隔段时间再查"})
    return json.dumps({"message": "ok", "state": "5", "status": "200", "nu": asked["num"], "data": STEPS})


def push(number: str) -> dict[str, str]:
    """What its push service sends to a callback."""
    param = json.dumps({"status": "polling", "lastResult": {"state": "3", "nu": number, "data": STEPS}})
    return {"param": param, "sign": hashlib.md5((param + SALT).encode()).hexdigest().upper()}


def kuaidi100() -> Emulator:
    return Emulator(answer)
