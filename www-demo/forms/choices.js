// Short lists to choose from, in our own words.
export const PAYERS = [['MB', 'Medicare Part B'], ['MA', 'Medicare Part A'], ['16', 'Medicare Advantage'], ['MC', 'Medicaid'], ['CI', 'Commercial'], ['12', 'PPO'], ['HM', 'HMO'], ['BL', 'Blue Cross / Blue Shield'], ['CH', 'TRICARE'], ['VA', 'Veterans Affairs'], ['WC', "Workers' compensation"], ['AM', 'Car insurance'], ['11', 'Other, not federal'], ['OF', 'Other federal program'], ['ZZ', 'Not named']];
export const SEX = [['F', 'Female'], ['M', 'Male'], ['U', 'Unknown']];
export const RELATIONS = [['18', 'Self'], ['01', 'Spouse'], ['19', 'Child'], ['20', 'Employee'], ['G8', 'Other']];
export const CAUSES = [['EM', 'Employment'], ['AA', 'Auto accident'], ['OA', 'Other accident'], ['EM AA', 'Employment, auto accident'], ['EM OA', 'Employment, other accident']];
export const YES_NO = [['Y', 'Yes'], ['N', 'No']];
export const RELEASE = [['Y', 'Signed'], ['I', 'By consent']];
export const ASSIGNED = [['Y', 'Yes'], ['N', 'No'], ['W', 'Not applicable']];
export const ACCEPTS = [['A', 'Assigned'], ['B', 'Clinical lab only'], ['C', 'Not assigned']];
export const FREQUENCIES = [['1', '1 Original'], ['7', '7 Replacement'], ['8', '8 Void']];
export const PLACES = [['11', '11 Office'], ['02', '02 Telehealth, not at home'], ['10', '10 Telehealth at home'], ['12', '12 Home'], ['13', '13 Assisted living'], ['19', '19 Off-campus outpatient'], ['20', '20 Urgent care'], ['21', '21 Inpatient hospital'], ['22', '22 On-campus outpatient'], ['23', '23 Emergency room'], ['24', '24 Surgical center'], ['31', '31 Skilled nursing'], ['32', '32 Nursing facility'], ['41', '41 Ambulance, land'], ['49', '49 Independent clinic'], ['65', '65 Dialysis facility'], ['81', '81 Laboratory']];
export const PRESENT = [['Y', 'Y'], ['N', 'N'], ['U', 'U'], ['W', 'W'], ['1', '1']];
