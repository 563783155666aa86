"""What an admin is told who keeps cartons, checks and cells."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class TypeNameTaken(DomainError):
    code = "carton_type_taken"
    message = lazy_gettext("There is a carton %(name)s or a code %(barcode)s already. Choose others.")


class SidesUnclear(DomainError):
    code = "carton_sides_unclear"
    status = 422
    message = lazy_gettext("A carton needs a name, and its sides inside in millimetres, each of 10 to 3000.")


class CheckWordsMissing(DomainError):
    code = "check_words_missing"
    status = 422
    message = lazy_gettext("Write what has to be done, in at most 120 letters.")


class WallNameMissing(DomainError):
    code = "wall_name_missing"
    status = 422
    message = lazy_gettext("A wall needs a name of at most 12 letters, and 1 to 200 cells.")


class CellInUse(DomainError):
    code = "cell_in_use"
    message = lazy_gettext("Cell %(cell)s holds order %(order)s. Pack it first.")
