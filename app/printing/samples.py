"""What a template is shown with before there is an order: invented, and as long and as mixed as real ones are."""

from typing import Any

SENDER = "Riverside 倉庫\nQuay Road 12\nHarbour, HB1 2RV\nGB"
SSCC = "095212345678900009"
NAMES = {
    "en": "Porcelain mug, red, with a lid and a spoon",
    "zh_Hant": "紅色陶瓷馬克杯（附蓋與湯匙）",
    "zh_Hans": "红色陶瓷马克杯（附盖与汤匙）",
}
TO = {
    "name": "王小明 Mira Holm",
    "telephone": "0912 345 678",
    "address": "臺北市信義區松仁路 100 號 12 樓之 3\nApartment 12, Harbour Street 100",
    "postcode": "110",
    "store": "",
}


def sample(paper: str, language: str) -> dict[str, Any]:
    """Content for any of the papers."""
    shared = {"language": language, "time_zone": "Asia/Taipei", "currency": "TWD", "warehouse": "Riverside 倉庫"}
    return {**_ALL, **shared, "lines": _lines(language), "stops": _stops(language), **_OF.get(paper, {})}


def _lines(language: str) -> list[dict[str, Any]]:
    """A page and a half of them."""
    return [
        {
            "position": number,
            "sku": f"MUG-{number:03}",
            "name": NAMES[language],
            "ordered": number,
            "quantity": number,
            "price": "240.00",
            "value": f"{240 * number}.00",
            "weight_g": 310 * number,
            "customs_code": "691110",
            "origin": "TW",
            "lot": "L2026-11" if number % 3 == 0 else "",
            "serials": ["SN-0001", "SN-0002"] if number % 5 == 0 else [],
        }
        for number in range(1, 8)
    ]


def _stops(language: str) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "address": f"{'ABCD'[number % 4]}-{number:02}-1",
            "sku": f"MUG-{number:03}",
            "name": NAMES[language],
            "lot": "L2026-11" if number % 3 == 0 else "",
            "quantity": number % 4 + 1,
            "tote": f"T-{number % 6 + 1:03}",
        }
        for number in range(1, 46)
    ]


_ALL: dict[str, Any] = {
    "address": "A-03-2",
    "zone": "",
    "check_digits": "47",
    "code": "LOC-A-03-2",
    "order": "SO-2026-00417",
    "placed_at": "2026-11-23T01:30:00+00:00",
    "shipped_at": "2026-11-23T09:30:00+00:00",
    "closed_at": "2026-11-23T09:30:00+00:00",
    "cut_off_at": "2026-11-23T09:00:00+00:00",
    "customer": "王小明 Mira Holm",
    "to": TO,
    "sender": SENDER,
    "notes": "Leave it with the porter. 請放管理室。",
    "carrier": "Harbour Express",
    "service": "Next day 次日達",
    "sorting": "TP-07",
    "number": "HX123456785TW",
    "collects": "1480.00",
    "insured_for": "3000.00",
    "weight_g": 2480,
    "carton": 1,
    "cartons": 2,
    "marks": [],
    "pieces": 28,
    "total": "6720.00",
    "terms": "DAP",
    "name": "Ana",
}
_CARTONS = [
    {
        "number": number,
        "waybill": f"HX{123456700 + number}TW",
        "order": f"SO-2026-{number:05}",
        "place": "臺北市 110" if number % 2 else "Harbour HB1",
        "weight_g": 1200 + number,
        "collects": "480.00" if number % 4 == 0 else "",
    }
    for number in range(1, 53)
]
_OF: dict[str, dict[str, Any]] = {
    "lane": {"address": "LANE-1", "code": "LANE-1", "check_digits": ""},
    "tote": {"address": "T-001", "code": "TOTE-001"},
    "item": {
        "name": "Red mug 紅色馬克杯",
        "variant": "red · large",
        "quantity": 6,
        "code": "4006381333931",
        "sku": "MUG",
    },
    "badge": {"name": "Ana 安娜", "roles": ["picker", "packer"], "code": "BDG-SAMPLEBADGE23456"},
    "carton": {
        "code": SSCC,
        "number": 1,
        "type": "Carton M",
        "place": "臺北市信義區 110",
        "marks": ["fragile", "keep_upright"],
    },
    "plate_label": {"address": "P-00012", "code": SSCC, "number": "IN-00417", "name": "Harbour Pottery 海港陶瓷"},
    "packing_slip": {"code": SSCC},
    "return_parcel": {
        "code": "RP-00017",
        "rma": "RMA-00009",
        "arrived_at": "2026-11-23T01:30:00+00:00",
        "place": "AREA-ARRIVALS",
    },
    "return_unit": {
        "code": "4006381333931",
        "name": "Red mug 紅色馬克杯",
        "sku": "MUG",
        "lot": "L2026-11",
        "serials": ["SN-0001"],
        "way": "Refurbish 整修",
        "grade": "Used 用過",
        "rma": "RMA-00009",
    },
    "return_slip": {"code": "SO-2026-00417"},
    "delivery_note": {"code": "SO-2026-00417"},
    "pick_list": {"code": "WALK-9", "wave": 7, "walk": 9, "picker": "Ana", "metres": 214},
    "gate_pass": {
        "number": "M-20261123-01",
        "driver": "Jo Lind",
        "vehicle": "AB-1234",
        "dock": "DOCK-1",
        "cartons": 52,
        "released_by": "Cleo",
    },
    "manifest": {
        "number": "M-20261123-01",
        "driver": "Jo Lind",
        "vehicle": "AB-1234",
        "dock": "DOCK-1",
        "closed_by": "Cleo",
        "cartons": _CARTONS,
    },
}
