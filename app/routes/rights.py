"""Who may ask for what: the one table. An endpoint that is not in it is refused."""

from collections.abc import Mapping

from app.outbox.topics import PRINTING

PUBLIC = frozenset({"public"})
"""Anybody who reaches the server."""
DEVICE = frozenset({"device"})
"""Anybody on an enrolled device."""
SIGNED_IN = frozenset({"signed in"})
"""Any worker, whatever the role."""

PICKER = frozenset({"picker"})
STOCK_WALKERS = frozenset({"stock"})
WALKERS = frozenset({"picker", "stock"})
HANDHELDS = frozenset({"picker", "packer", "stock", "returns"})
LEAD = frozenset({"lead"})
DESK = frozenset({"desk", "lead"})
STOCK = frozenset({"stock", "desk", "lead"})
ADMIN = frozenset({"admin"})
FLOOR = frozenset({"lead", "admin"})
KEEPERS = frozenset({"stock", "lead"})
WAYBILLS = frozenset({"packer", "desk", "lead"})
DOCK = frozenset({"packer", "lead"})
MANIFESTS = frozenset({"packer", "desk", "lead"})
PACKING = frozenset({"packer", "lead"})
ATTACHED = frozenset({"packer", "returns", "desk", "stock", "lead"})
RETURNS = frozenset({"returns", "desk", "lead"})
RETURNS_DOCK = frozenset({"returns", "lead"})
OFFICE = frozenset({"desk", "lead", "admin"})

TABLE: Mapping[str, Mapping[frozenset[str], str]] = {
    "session": {DEVICE: "sign_in_page create_session end", SIGNED_IN: "warehouses choose_warehouse"},
    "locking": {SIGNED_IN: "create_unlock"},
    "index": {SIGNED_IN: "index menu", PUBLIC: "health", ADMIN: "admin"},
    "language": {PUBLIC: "show choose"},
    "devices": {PUBLIC: "enrolment enrol", ADMIN: "index create create_enrolment revoke"},
    "install": {PUBLIC: "begin install", ADMIN: "progress create_layout create_items create_stock"},
    "workers": {
        ADMIN: (
            "index create show update update_roles create_badge create_badges create_pin create_password unlock leave"
        ),
    },
    "settings": {
        ADMIN: (
            "index update_place update_settings create_warehouse calendar create_cut_off remove_one_cut_off "
            "create_holiday remove_one_holiday"
        ),
    },
    "carriers": {
        ADMIN: (
            "index create show update end begin_again create_test shown_test create_service update_service "
            "end_one_service create_range end_one_range"
        ),
    },
    "audit": {ADMIN: "index"},
    "certificate": {ADMIN: "show"},
    "attachments": {ATTACHED: "show"},
    "packing": {
        PACKING: (
            "index find shown_waiting show shown_document stranger_scanned news create_pack create_unpacking "
            "create_undo create_carton create_type create_other create_closing create_reopening create_emptying "
            "create_verification create_second_look create_tick create_finding create_photograph"
        ),
    },
    "put_wall": {PACKING: "index shown_cells create_sort create_undo"},
    "packing_admin": {
        ADMIN: (
            "index create_type end_type use_type create_check end_one_check create_wall create_scale end_scale "
            "shown_reading close_one_cell open_one_cell"
        ),
    },
    "scales": {PACKING: "show"},
    "aisles": {FLOOR: "index create_block create_opening"},
    "floor": {LEAD: "index changes shown_map"},
    "waves": {
        LEAD: (
            "index shown_board shown_waiting fitting create show progress shown_map create_release "
            "create_plan_end create_cancellation"
        ),
    },
    "wave_moves": {LEAD: "create_pause create_resumption create_rank create_addition"},
    "tasks": {
        LEAD: (
            "show handover cancellation create_assignment create_split create_merge create_rank create_hold "
            "create_hold_end create_cancellation create_finding"
        ),
    },
    "moves": {LEAD: "create_undo scan scanned"},
    "exceptions": {
        LEAD: (
            "index shown choices create_allocation create_substitution create_cancellation create_back_order "
            "create_release create_count create_answer create_settlement"
        ),
    },
    "messages": {LEAD: "index shown_sent create", HANDHELDS: "mine create_receipt"},
    "orders": {
        DESK: (
            "index show create_address_look update_address create_forgetting create_hold create_hold_release "
            "create_cancellation"
        ),
    },
    "waybills": {
        WAYBILLS: (
            "index show part onward create_sides create create_void create_printing create_try create_withdrawal "
            "slip pile create_from_pile"
        ),
    },
    "returns_dock": {
        RETURNS: "index shown_waiting find arriving show shown_document create_finding create_match create_note",
        RETURNS_DOCK: (
            "create_arrival create_unit create_undo create_closing create_photograph create_tote_closing "
            "create_label create_unit_label"
        ),
    },
    "dock": {
        DOCK: (
            "index find leaving new create manifest cartons create_loading create_removal closing create_closing "
            "departure left staging create_staging"
        ),
    },
    "manifests": {MANIFESTS: "index show shown progress create_try create_withdrawal"},
    "carrier_news": {PUBLIC: "hear_news"},
    "tracking": {DESK: "index shown_order create_report"},
    "cases": {
        DESK: (
            "index shown create show create_note create_owner create_due_time create_result create_reopening "
            "create_picture"
        ),
    },
    "notices": {DESK: "create_sending create_link", ADMIN: "index update text preview update_text create_usual"},
    "returns": {
        RETURNS: (
            "index shown find_order new create show create_answer create_cancellation create_settlement "
            "create_sending create_picture create_print slip"
        ),
    },
    "returns_admin": {
        ADMIN: "index show update create_usual show_inspection update_inspection create_usual_inspection",
    },
    "return_page": {PUBLIC: "new create show slip create_cancellation"},
    "parcel_page": {PUBLIC: "show create_quiet"},
    "slotting": {KEEPERS: "index shown_proposal create_proposal", LEAD: "create_carrying end_carrying"},
    "reordering": {STOCK: "index shown list_file item create_computation create_put_off create_put_off_end"},
    "vendors": {
        KEEPERS: "index create show update end begin_again create_terms update_terms create_removal create_file",
    },
    "forward_bins": {
        KEEPERS: (
            "index shown_under_way bins create_rule update_rule end_rule create_refill create_rules proposals "
            "create_accepted"
        ),
        LEAD: "create_assignment create_cancellation",
    },
    "stock": {STOCK: "index item item_file location location_file"},
    "ledger": {STOCK: "order order_file serial"},
    "lots": {
        STOCK: "index show shown_now now_file sent_file",
        DESK: "create_recipient_look",
        KEEPERS: "create_block create_lift",
    },
    "stock_desk": {
        KEEPERS: (
            "index moving place move create_move adjustments create_adjustment quarantine create_set_aside "
            "create_picture create_release create_scrap"
        ),
        LEAD: "create_approval create_refusal",
    },
    "expiry": {KEEPERS: "index table"},
    "nudges": {SIGNED_IN: "index"},
    "pwa": {PUBLIC: "manifest service_worker"},
    "scanning": {SIGNED_IN: "meanings"},
    "setup": {DEVICE: "index codes camera", SIGNED_IN: "update_scanner", ADMIN: "update_scanner_of"},
    "codes": {SIGNED_IN: "picture", KEEPERS: "labels"},
    "demo": {DEVICE: "sheet"},
    "papers": {OFFICE: "index show sample_pdf sample_zpl"},
    "printing": {
        PRINTING: (
            "index shown_prints taken pdf zpl create_cancellation create_reprint create_taking create_printed "
            "create_return"
        ),
        PRINTING | RETURNS: "together",
    },
    "print_asking": {PRINTING: "create show", KEEPERS: "create_labels", LEAD: "create_for_wave"},
    "printers": {ADMIN: "index create update end create_test choose_for", SIGNED_IN: "choose"},
    "station": {PRINTING: "index waiting"},
    "picking": {
        WALKERS: "work create_claim",
        PICKER: (
            "task stops create_binding create_full create_missing create_pick create_short create_damage "
            "create_lot_swap create_zero_check create_skip create_undo create_staging"
        ),
    },
    "putting_back": {
        PICKER: (
            "task stops create_taking create_put_back create_bin create_short create_damage create_skip "
            "create_undo create_staging"
        ),
        LEAD: "create_assignment",
    },
    "resting": {WALKERS: "create_pause create_resumption create_call"},
    "counting": {STOCK_WALKERS: "task stops code create_count create_skip create_undo create_staging"},
    "counts": {STOCK: "index shown", DESK: "show", KEEPERS: "create", LEAD: "create_assignment"},
    "variances": {DESK: "index shown", LEAD: "create_posting create_recount create_refusal"},
    "accuracy": {STOCK: "index table"},
    "putting_away": {
        KEEPERS: "index shown_tasks",
        LEAD: "create_assignment create_forced_bin",
        STOCK_WALKERS: (
            "task stops create_taking create_put_away create_bin create_short create_damage create_skip "
            "create_undo create_staging"
        ),
    },
    "receiving": {
        KEEPERS: (
            "index find create delivery lines item create_receipt create_undo create_strange create_photograph "
            "create_plate create_finishing closing create_closing"
        ),
    },
    "deliveries": {STOCK: "index create create_from_file show table create_cancellation", KEEPERS: "create_plates"},
    "replenishing": {
        STOCK_WALKERS: (
            "task stops create_tote create_take create_put create_bin create_short create_damage create_skip "
            "create_undo create_staging"
        ),
    },
}
"""Blueprint → the roles of which one is enough, or one of the three words above → its functions."""

RIGHTS: Mapping[str, frozenset[str]] = {"static": PUBLIC} | {
    f"{blueprint}.{name}": roles
    for blueprint, granted in TABLE.items()
    for roles, names in granted.items()
    for name in names.split()
}
"""Endpoint → the same."""
