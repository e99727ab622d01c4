"""An event-sourced ledger of inspection ratings: who changed what, when, why and under which rule."""
