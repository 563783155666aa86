"""What printers of the pictures have to print: what waits, what did not come out, what did."""

from datetime import timedelta

from app.clock import now
from app.db import db, transaction
from app.printing.commands import print_paper
from app.printing.models import MAYBE, NETWORK, NO_ANSWER, PRINTED, SENDING, STATION, Printer, PrintJob
from app.printing.printers import PORT, PrinterSettings, add_printer
from app.printing.queries import printers_of
from app.printing.samples import sample
from tools.pictures.desks import Desks
from tools.pictures.floor import SYSTEM
from tools.pictures.lanes import OTHER

PAUSE = timedelta(hours=1)
"""The silent printer is not tried again meanwhile."""
LABELS, SHEETS = "Bench 1 labels", "Office sheets"
PRINTERS = (
    PrinterSettings(LABELS, NETWORK, "100x150", "192.168.1.40", PORT),
    PrinterSettings(SHEETS, STATION, "A4"),
)


class Prints(Desks):
    def put_up_printers(self) -> None:
        """One on the network, one of a print station."""
        with self.app.app_context(), transaction():
            known = {printer.name for printer in printers_of(self.warehouse_id)}
            for settings in PRINTERS:
                if settings.name not in known:
                    add_printer(self.warehouse_id, settings, SYSTEM)

    def ask_for_papers(self) -> None:
        """One printer is silent, and nobody knows of one label whether it came out."""
        with self.app.app_context(), transaction() as session:
            for job in session.query(PrintJob).filter_by(warehouse_id=self.warehouse_id):
                job.state = PRINTED
            by_name = {printer.name: printer for printer in printers_of(self.warehouse_id)}
            for paper in ("delivery_note", "manifest"):
                self._paper(paper, None)
            self._paper("delivery_note", by_name[SHEETS])
            self._paper("pick_list", by_name[SHEETS])
            self._paper("waybill", by_name[LABELS], problem=MAYBE, state=SENDING)
            self._paper("carton", by_name[LABELS], problem=NO_ANSWER, tries=3, next_at=now() + PAUSE)

    def _paper(self, name: str, printer: Printer | None, **values: object) -> None:
        job = print_paper(name, "orders", 1, sample(name, "en"), printer, 1, self.actor(OTHER))
        for column, value in values.items():
            setattr(job, column, value)
        db.session.flush()
