"""Claims per second of PyPI's claim-validator on an eight-line claim; prints JSON."""

import json
import time

from claim_validator import validate

CODES = ["99213", "83036", "80053", "85025", "36415", "93000", "81003", "90471"]
CLAIM = {
    "claim_id": "A100",
    "patient_first_name": "JANE",
    "patient_last_name": "EXAMPLE",
    "patient_dob": "1950-06-15",
    "patient_gender": "F",
    "billing_npi": "1234567893",
    "rendering_npi": "1245319599",
    "diagnosis_codes": [
        {"code": "E11.40", "pointer": 1},
        {"code": "I10", "pointer": 2, "type": "secondary"},
    ],
    "lines": [
        {
            "procedure_code": code,
            "diagnosis_pointers": [1],
            "charge_amount": 10.0,
            "units": 1,
            "service_date_from": "2026-01-05",
            "place_of_service": "11",
        }
        for code in CODES
    ],
}


def main():
    claim = {key: value for key, value in CLAIM.items()}
    for _ in range(50):
        validate(claim)
    rounds = 500
    begin = time.perf_counter()
    for _ in range(rounds):
        validate(claim)
    print(json.dumps({"perSecond": rounds / (time.perf_counter() - begin)}))


main()
