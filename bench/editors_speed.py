"""Claims per second of processor time of a port of Medicare's editors on the claims of bench/x12.mjs, from Python objects: `msdrg` (the
Medicare Code Editor, a stay) or `pyoce` (the outpatient editor, five lines); prints JSON. Neither reads X12."""

import json
import sys
import time

ROWS = 3000


def stay():
    import msdrg

    editor = msdrg.MceEditor()
    claim = {"discharge_date": 20260614, "age": 70, "sex": 1, "discharge_status": 1, "length_of_stay": 4, "pdx": {"code": "J189"},
             "sdx": [{"code": code} for code in ("J9601", "I10", "Z87891")], "admit_dx": {"code": "R0602"}, "procedures": []}
    return lambda: editor.edit(claim)


def outpatient():
    import pyoce

    lines = [("0510", "G0463", 200), ("0300", "80053", 300), ("0300", "83036", 250), ("0305", "85025", 350), ("0730", "93005", 400)]
    day = "20260615"

    def check():
        return pyoce.process_claim({
            "claimId": "1", "billType": "131", "dateStarted": day, "dateEnded": day, "receiptDate": day, "age": "70", "sex": "2",
            "principalDiagnosisCode": {"diagnosis": "E119"}, "reasonForVisitDiagnosisCodeList": [{"diagnosis": "E119"}],
            "lineItemList": [{"serviceDate": day, "hcpcs": code, "revenueCode": revenue, "unitsInput": "1", "charge": f"{charge}.00"}
                             for revenue, code, charge in lines]})

    answer = check()
    assert str(answer["processingInformation"]["returnCode"]) in ("0", "00"), answer["processingInformation"]
    return check


run = {"msdrg": stay, "pyoce": outpatient}[sys.argv[1]]()
run()
best = 0.0
for _ in range(3):
    begin = time.process_time()
    for _ in range(ROWS):
        run()
    best = max(best, ROWS / (time.process_time() - begin))
print(json.dumps({"processor": best}))
