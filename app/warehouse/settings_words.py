"""What each setting of a warehouse means, in the sentence that an admin reads."""

from flask_babel import LazyString, lazy_gettext

MEANINGS: dict[str, LazyString] = {
    "scan_bin": lazy_gettext("The bin is scanned before the item."),
    "scan_item": lazy_gettext("The item is scanned."),
    "scan_tote": lazy_gettext("The tote is scanned after the item."),
    "bin_stands_for_item": lazy_gettext("Where a bin holds one item and one lot only, its scan counts for the item."),
    "count_each": lazy_gettext("Every unit is scanned; otherwise once, and the quantity is confirmed."),
    "zero_check": lazy_gettext("When a bin should be empty after a pick, the picker is asked whether it is."),
    "swap_lots": lazy_gettext(
        "A picker may take another lot that lies in the bin, if it is good and free; under fefo only one that expires "
        "no later."
    ),
    "scan_settle_ms": lazy_gettext("Milliseconds of silence after which a scan without an end key is over."),
    "idle_lock_minutes": lazy_gettext("Minutes without a touch or a scan after which a handheld locks; 0: never."),
    "strategy": lazy_gettext("Which stock is allocated first: fifo, fefo, nearest to the path, or smallest bin first."),
    "whole_orders_first": lazy_gettext("Orders that can be filled whole are allocated before the others."),
    "cart_places": lazy_gettext("Places for totes on a cart."),
    "orders_per_tote": lazy_gettext(
        "Orders that share the totes of a walk in bulk, 40 at most; 1: orders are never mixed, and no wave is in bulk."
    ),
    "cart_units": lazy_gettext("Units that a cart holds; 0 for no limit."),
    "cart_volume_l": lazy_gettext("Litres that a cart holds; 0 for no limit."),
    "cart_weight_kg": lazy_gettext("Kilograms that a cart holds; 0 for no limit."),
    "path_policy": lazy_gettext("How a walk goes: optimal is the shortest, the others are the classic ways."),
    "planning_seconds": lazy_gettext(
        "Seconds that the planning of a large wave may take; a small one takes less. More makes shorter walks."
    ),
    "put_back_first": lazy_gettext(
        "What is picked of held and cancelled orders is put back before more is picked; otherwise after it."
    ),
    "mix_items": lazy_gettext("Different items may lie in one bin, where its size and theirs are known."),
    "bin_volume_l": lazy_gettext("Litres that a bin within reach holds; 0: its size is not known."),
    "reserve_volume_l": lazy_gettext("Litres that a bin of the reserve holds; 0: its size is not known."),
    "heavy_kg": lazy_gettext(
        "Goods of so many kilograms apiece are put away on the easy levels only; 0: on any level."
    ),
    "zone_flags": lazy_gettext(
        "Zones that are for goods with a handling flag, such as COLD=perishable, DG=dangerous; "
        "empty: any zone takes all."
    ),
    "refill_stops": lazy_gettext("Bins from which one refill walk takes at most."),
    "mix_priorities": lazy_gettext("Orders of different priorities may share a cart."),
    "zone_mode": lazy_gettext(
        "Zones: none, they do not matter; parallel, each zone's part of an order is a task of its own, "
        "and the totes meet in the lane; pass, a cart goes from zone to zone, and each adds to the same totes."
    ),
    "wave_pickers": lazy_gettext("Pickers who walk for a wave at the same time: by them it is planned what is late."),
    "walking_speed": lazy_gettext("Metres that a picker walks in a second."),
    "seconds_per_pick": lazy_gettext("Seconds that a picker stands at a stop for one line."),
    "easy_levels": lazy_gettext("Levels of a bay, from the floor, that a picker reaches without a step or a truck."),
    "seconds_per_level": lazy_gettext(
        "Seconds that each level above those takes more, where the layout file does not say it."
    ),
    "days_to_ship": lazy_gettext(
        "Days that the shop takes before an order leaves; the cut-off after them is its promise."
    ),
    "days_to_deliver": lazy_gettext(
        "Working days that a carrier may take, where its service says nothing; a parcel that takes longer is late."
    ),
    "days_without_news": lazy_gettext(
        "Working days without news of a parcel on its way, after which somebody looks for it; 0: never."
    ),
    "day_begins": lazy_gettext(
        "When the desk begins on a working day, by the warehouse's clock: from then on cases come due."
    ),
    "day_ends": lazy_gettext("When the desk ends, at least an hour later."),
    "hours_for_case": lazy_gettext("Hours of the desk's working days after which a case is due."),
    "telephone_needed": lazy_gettext("An order for home delivery or store pick-up without telephone is held."),
    "label_when_closed": lazy_gettext(
        "A carton that is closed gets its waybill at once, with the service that the rules choose."
    ),
    "paper_language": lazy_gettext("The language of what is printed."),
    "amount_tolerance": lazy_gettext("By how much an order's amount may differ from its lines and charges."),
    "pack_each": lazy_gettext("At packing every unit is scanned; otherwise once, and the quantity is confirmed."),
    "weigh_cartons": lazy_gettext("A carton is weighed before it is closed."),
    "weight_tolerance_percent": lazy_gettext(
        "By how many percent a carton's weight may differ from what it should weigh, before it is verified again."
    ),
    "weight_tolerance_g": lazy_gettext("So many grams it may differ in any case."),
    "verify_by_second": lazy_gettext(
        "A carton that has to be verified again may be confirmed by a second person; "
        "otherwise each unit is scanned anew."
    ),
    "adjust_units": lazy_gettext(
        "So many units of an item in a bin a stock keeper may add, write off or scrap alone in any case."
    ),
    "adjust_percent": lazy_gettext(
        "By how many percent of what the book says of it there; an adjustment of more waits for a lead."
    ),
    "count_stops": lazy_gettext("Bins that one walk of counting has at most."),
    "count_per_day": lazy_gettext("Counts that the schedule raises a day at most; 0: none."),
    "count_days_a": lazy_gettext("Days after which what lies of an item of class A is counted again; 0: never."),
    "count_days_b": lazy_gettext("The same for class B."),
    "count_days_c": lazy_gettext("The same for class C, and for items without a class."),
    "count_tolerance_units": lazy_gettext(
        "So many units a count may differ from the book without a second count; 0: each difference is counted again."
    ),
    "count_tolerance_percent": lazy_gettext("So many percent of what the book has it may differ in any case."),
    "count_tolerance_value": lazy_gettext(
        "What differs by more than this amount, by the item's last price, is counted again in any case; 0: no limit."
    ),
    "count_approve_above": lazy_gettext("A variance of more units than this waits for a lead; others post themselves."),
    "days_of_customer_data": lazy_gettext(
        "Days after its arrival from which an order that has ended keeps nothing that names its customer; 0: never."
    ),
    "stock_service_percent": lazy_gettext(
        "Of a hundred times that goods are ordered, how many times the stock is to last until they are there."
    ),
    "days_to_restock": lazy_gettext("Days until ordered goods are on the shelf, where no vendor of an item says it."),
    "days_per_purchase": lazy_gettext("Days for which an order to a vendor lasts, beyond the time until it is there."),
    "days_to_dead_stock": lazy_gettext("Days without demand after which what lies there is called dead stock."),
    "gs1_prefix": lazy_gettext(
        "The company's GS1 prefix, 7 to 10 digits, for the numbers of cartons; with zeros only they count in the house."
    ),
}
