"""ECPay's states of a parcel as ours. One that is not in the table counts as on its way. Pure.

Its list of states is a spreadsheet beside its document; docs/carriers.md says by what this table was checked.
"""

MADE, HANDED_OVER, IN_TRANSIT, AT_STORE = "made", "handed_over", "in_transit", "at_store"
OUT_FOR_DELIVERY, DELIVERED, DELAYED = "out_for_delivery", "delivered", "delayed"
REFUSED, RETURNED, DAMAGED, LOST = "refused", "returned", "damaged", "lost"

CODES = {
    MADE: "300 310 311 320 2001 2024 2031 7014",
    HANDED_OVER: "2068 3032 3301",
    IN_TRANSIT: "2030 2041 3001 3010 3013 3014 3015 3024 3120 3313",
    AT_STORE: "2063 2073 3011 3012 3018 3029 3302 3314",
    OUT_FOR_DELIVERY: "3006 3312",
    DELIVERED: "2067 3003 3022 3307 3308 3309",
    # the store is closed, nobody was there, the address, the weather
    DELAYED: "2027 2037 2043 2057 2058 2059 2061 2062 2066 2094 2095 2101 2104 3002 3004 3005 3007 3008 3009 3118 3119"
    " 3122 3303 5003 5009 7003 7004 7011 7021 7022 7023 7024 7025 7101",
    # not fetched, not taken, not accepted: it comes back, and is not here yet
    REFUSED: "2033 2034 2036 2046 2055 2065 2072 2074 2075 2076 2077 2078 2079 2080 2081 2082 2083 2084 2085 2086 2087"
    " 2089 2092 2093 2096 2097 3019 3020 3021 3025 3031 3117 3305 3306 3311 3315 5004 5005 7013 7016",
    RETURNED: "2044 2070 3023 3310 5008",
    DAMAGED: "2032 2048 5001 5006 7008 7009 7010 7036 7106 7301",
    LOST: "2042 2088 5002 5007 7006 7007 7017 7018 7019 7020 7302",
}
STATES = {status: state for state, codes in CODES.items() for status in codes.split()}


def code_of(status: str) -> str:
    """What the carrier's state is called here."""
    return STATES.get(status.strip(), IN_TRANSIT)
