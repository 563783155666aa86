"""How much of each item is wanted: its days, a forecast with its measured error, when and how much to order."""

from app.planning.demand.classes import abc_classes, xyz_class
from app.planning.demand.forecast import PLAIN, WINDOWS, Forecast, forecast, plain_forecast
from app.planning.demand.ordering import Terms, days_left, days_to_order, order_quantity
from app.planning.demand.series import days_without, series_of, weekly

__all__ = [
    "PLAIN",
    "WINDOWS",
    "Forecast",
    "Terms",
    "abc_classes",
    "days_left",
    "days_to_order",
    "days_without",
    "forecast",
    "order_quantity",
    "plain_forecast",
    "series_of",
    "weekly",
    "xyz_class",
]
