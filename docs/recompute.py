#!/usr/bin/env python3
"""Computes the numbers of an unpacked package again, without Citygauge: python3 recompute.py FOLDER

Standard library only. Every indicator from its two measures; every measure of sensors from what each sensor brings into it; every
entered measure from the figure in force. Measures that count or weigh assets without asking sensors are taken as they are.
Exit code 1 where anything differs.
"""
import csv
import decimal
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

QUOTIENT = decimal.Context(prec=34, rounding=decimal.ROUND_HALF_EVEN)
EXACT = decimal.Context(prec=2000, traps=[decimal.Inexact])


def table(folder, name):
    with open(folder / "data" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def indicator(row, measures):
    """Status and value that follow from the measures."""
    above, below = measures[row["numerator"]], measures[row["denominator"]]
    if above == "" or below == "":
        return "incomplete", None
    above, below = Decimal(above), Decimal(below)
    if below == 0:
        return ("computed", Decimal(0)) if row["zero_when_nothing"] == "true" and above == 0 else ("undefined", None)
    return "computed", QUOTIENT.divide(EXACT.multiply(Decimal(row["scale"]), above), below)


def measure(row, shares, figures, year):
    """The value that follows from sensors or figures; None where the register alone makes it."""
    if row["source"] == "entered":
        return figures.get((row["measure"], row["carried_from"] or year))
    its = shares.get(row["measure"])
    if not its:
        return None
    total = Decimal(0)
    for share in its:
        total = EXACT.add(total, share)
    return QUOTIENT.divide(total, Decimal(len(its))) if row["aggregation"] == "mean" else total


def main(folder):
    measures = table(folder, "measures.csv")
    indicators = table(folder, "indicators.csv")
    year = indicators[0]["year"] if indicators else ""
    figures = {
        (row["measure"], row["year"]): Decimal(row["measure_value"])
        for row in table(folder, "figures.csv")
        if row["in_force"] == "true" and row["measure_value"]
    }
    shares = defaultdict(list)
    for row in table(folder, "shares.csv"):
        if row["share"]:
            shares[row["measure"]].append(Decimal(row["share"]))
    differences = 0
    recomputed = 0
    for row in measures:
        found = measure(row, shares, figures, year) if row["value"] else None
        if found is not None:
            recomputed += 1
            if found != Decimal(row["value"]):
                differences += 1
                print(f"data/measures.csv: {row['measure']} says {row['value']}, but it comes to {found}")
    values = {row["measure"]: row["value"] for row in measures}
    for row in indicators:
        status, value = indicator(row, values)
        if status != row["status"] or (value is not None and value != Decimal(row["value"] or "NaN")):
            differences += 1
            print(f"data/indicators.csv: {row['number']} says {row['status']} {row['value']}, but it comes to {status} {value}")
    print(f"{len(indicators)} indicators and {recomputed} of {len(measures)} measures computed again, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 recompute.py FOLDER, the folder that holds bagit.txt")
    sys.exit(main(Path(sys.argv[1])))
