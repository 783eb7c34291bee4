//! The attributes that the outpatient code editor gives to procedures, diagnoses, modifiers and revenue codes.

/// Makes an enumeration of attributes with the editor's own names for them; their order is that of the bits in a table.
macro_rules! attributes {
    ($(#[$about:meta])* $Kind:ident { $($(#[$doc:meta])* $Name:ident = $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $Kind { $($(#[$doc])* $Name,)* }

        impl $Kind {
            /// The editor's names, in the order of the bits.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];
        }
    };
}

attributes! {
    /// Attributes of a procedure.
    Flag {
        /// Covered in some circumstances only.
        Questionable = "questionable",
        /// Medicare wants another code.
        NotRecognizedByMedicare = "not_recognized_mcare",
        /// The payment system for outpatients wants another code.
        NotRecognizedByOpps = "not_recognized_opps",
        /// Not covered.
        NotCovered = "non_covered",
        /// Not reported by this kind of facility.
        NotReportableSite = "non_reportable_site",
        /// On one side or on both.
        BilateralConditional = "bilateral_conditional",
        /// On both sides, each paid in full.
        BilateralIndependent = "bilateral_independent",
        /// Means both sides already.
        BilateralInherent = "bilateral_inherent",
        /// First code of a pair of NCCI.
        NcciFirst = "ncci_code1",
        /// Second code of a pair of NCCI.
        NcciSecond = "ncci_code2",
        /// Gives a vaccine.
        Vaccine = "vaccine",
        /// An antigen.
        Antigen = "antigen",
        /// A splint.
        Splint = "splint",
        /// A cast.
        Cast = "cast",
        /// Negative pressure therapy of a wound.
        WoundTherapy = "negative_pressure_wound_therapy",
        /// A therapy under a plan, or else a hospital's service.
        SometimesTherapy = "therapy_conditionally_paid",
        /// A transfusion.
        BloodService = "blood_service",
        /// A blood product.
        BloodProduct = "blood_product",
        /// Packed red cells.
        PackedRedCells = "packed_red_cells",
        /// Whole blood.
        WholeBlood = "whole_blood",
        /// Training of a patient with a mental disorder.
        Educational = "educational",
        /// An observation service.
        Observation = "observation",
        /// Observation by the hour.
        ObservationHourly = "observation_hourly",
        /// Direct referral to observation.
        ObservationDirect = "observation_direct_admit",
        /// Observation that hospitals alone report.
        ObservationHospitalOnly = "observation_hospital_only",
        /// Response of a trauma team.
        Trauma = "trauma_revenue_code",
        /// Critical care.
        CriticalCare = "trauma_critical_care",
        /// Belongs to critical care.
        CriticalCareAncillary = "critical_care_ancillary",
        /// Packaged with a service of status S, T or V.
        PackagedWithStv = "stv_packaged",
        /// Packaged with a service of status T.
        PackagedWithT = "t_packaged",
        /// Part of another procedure.
        SeparateProcedure = "separate_procedure",
        /// Excluded by law.
        ExcludedByLaw = "statutory_exclusion",
        /// Billed to the contractor for equipment.
        EquipmentContractor = "dmerc_billable_only",
        /// A drug without a code of its own.
        UnclassifiedDrug = "unclassified_drug",
        /// Not billed to this contractor.
        NotBillableToContractor = "non_billable_mac",
        /// Main service of a partial hospitalization.
        PartialHospitalizationPrimary = "ph_primary",
        /// Service of a partial hospitalization.
        PartialHospitalization = "ph_service",
        /// Mental health service paid by the day.
        DailyMentalHealth = "daily_mental_health",
        /// Mental health service that partial hospitalization has not.
        NotInPartialHospitalization = "mh_not_ph",
        /// Only in partial hospitalization.
        PartialHospitalizationOnly = "ph_not_mh",
        /// Added to a service of partial hospitalization.
        PartialHospitalizationAddOn = "ph_addon",
        /// Charged a token only.
        TokenCharge = "token_charge_only",
        /// Not packaged into a comprehensive service.
        NotComprehensive = "capc_exclusion",
        /// Planning and preparation of radiosurgery.
        RadiosurgeryPlanning = "capc_srs_plan_and_prep",
        /// Implants a device.
        DeviceProcedure = "device_procedure",
        /// A device.
        Device = "device",
        /// Application of a skin substitute of low cost.
        SkinLowCost = "skin_substitute_sg_lo",
        /// Skin substitute of low cost.
        SkinProductLowCost = "skin_substitute_lo",
        /// Application of a skin substitute of high cost.
        SkinHighCost = "skin_substitute_sg_hi",
        /// Skin substitute of high cost.
        SkinProductHighCost = "skin_substitute_hi",
        /// Not a federally qualified health center's.
        NotHealthCenter = "fqhc_non_covered",
        /// Chronic care management of a health center.
        ChronicCare = "fqhc_chronic_care",
        /// Not with modifier CG of a rural health clinic.
        NotAllInclusive = "rhc_modifier_conflict",
        /// Billable by rural clinics and health centers after all.
        ClinicBillable = "bypass_e72_fqhc_rhc",
        /// Transplants a cornea.
        CorneaTransplant = "cornea_transplant",
        /// Processing of a cornea.
        CorneaTissue = "cornea_tissue_processing",
        /// Planning of care in advance.
        AdvanceCarePlanning = "advance_care_planning",
        /// Annual wellness visit.
        WellnessVisit = "annual_wellness_visit",
        /// Transplants another person's stem cells.
        AllogeneicTransplant = "allogeneic_transplant",
        /// A drug that may stand alone.
        DrugAlone = "bypass_e99",
        /// Paid otherwise off campus.
        OffCampusRate = "override_section603",
        /// Part of a biological's payment.
        InBiological = "bundled_in_biological",
        /// A procedure with a device, or without under modifier CG.
        DeviceOrModifier = "bypass_e92_modifier",
        /// Administration of a drug beside a first one.
        DrugAddOn = "addon_drug_admin",
        /// For information only.
        Informational = "information_only",
        /// Without coinsurance and deductible under modifier CS.
        CoinsuranceWaiver = "coinsurance_deductible_waiver_eligible",
        /// Added to a laboratory test for COVID-19.
        CovidAddOn = "addon_covid_lab",
        /// Of opioid treatment programs.
        OpioidProgram = "opioid_treatment_program",
        /// Treats opioid use disorder in an office.
        OpioidDisorder = "opioid_use_disorder",
        /// Screens for colorectal cancer.
        Colorectal = "colorectal",
        /// Ended with the public health emergency.
        EndedWithEmergency = "cms_mid_quarter_termination",
        /// Ended with it, but packaged.
        PackagedAfterEmergency = "cms_mid_quarter_termination_bypass",
        /// Mental health service at a distance.
        RemoteMentalHealth = "remote_mental_health",
        /// Added to software as a service.
        SoftwareAddOn = "addon_saas",
        /// Intensity-modulated radiation therapy.
        Imrt = "imrt",
        /// May be at a distance.
        Telehealth = "telehealth",
        /// Billable of inpatients under Part B.
        PartB = "part_b_billable",
        /// Added to a mental health service at a distance.
        RemoteAddOn = "remote_mental_health_addon",
        /// Main service of intensive outpatient care.
        IntensivePrimary = "iop_primary",
        /// Service of intensive outpatient care.
        Intensive = "iop_service",
        /// Mental health service that intensive outpatient care has not.
        NotInIntensive = "mh_not_iop",
        /// Only in intensive outpatient care.
        IntensiveOnly = "iop_not_mh",
        /// Added to a service of intensive outpatient care.
        IntensiveAddOn = "iop_addon",
        /// Reported beside either program.
        Reportable = "php_iop_reportable",
        /// Needs a certain device.
        DeviceDependent = "device_dependent_procedure",
        /// Care planning of a health center.
        HealthCenterPlanning = "fqhc_dcaps",
        /// Preventive service that a health center is paid for apart.
        HealthCenterPreventive = "fqhc_non_packaged_preventive",
        /// Applies a skin substitute.
        SkinApplication = "skin_substitute_application_procedure",
        /// A device that is paid by pass-through.
        PassThroughDevice = "passthrough_device",
        /// A device against pain that is no opioid.
        PainDevice = "nonopioid_device",
    }
}

attributes! {
    /// Attributes of a diagnosis.
    DxFlag {
        /// How an injury came about.
        ExternalCause = "external_cause",
        /// A mental disorder.
        MentalHealth = "mental_health",
        /// Shows another disease.
        Manifestation = "manifestation",
        /// Another disease is coded first.
        CodeFirst = "code_first",
        /// Not acceptable as a principal diagnosis.
        Unacceptable = "unacceptable_pdx",
        /// Acceptable after all for outpatients.
        Acceptable = "unacceptable_pdx_exclusion",
        /// Not acceptable after all for inpatients under Part B.
        UnacceptableInpatient = "unacceptable_pdx_exclusion_ignored",
    }
}

attributes! {
    /// Attributes of a modifier.
    ModifierFlag {
        /// Tells services apart that NCCI bundles.
        Ncci = "ncci",
        /// Of a therapy plan.
        Therapy = "therapy",
        /// Of care at a distance.
        Telehealth = "telehealth",
        /// Of an assistant at surgery.
        Assistant = "assistant_surgeon",
    }
}

attributes! {
    /// Attributes of a revenue code.
    RevenueFlag {
        /// Medicare does not take it.
        NotRecognized = "not_recognized",
        /// Of therapies.
        Therapy = "therapy",
        /// Needs no procedure code.
        WithoutProcedure = "bypass_e48",
        /// Excluded by law.
        ExcludedByLaw = "statutory_exclusion",
        /// Part of a biological's payment.
        InBiological = "bundled_in_biological",
        /// Billable of inpatients under Part B.
        PartB = "part_b_billable_inpatient",
    }
}

attributes! {
    /// Lists of pairs of codes.
    PairList {
        /// Administration of a drug, and the first one it is added to.
        DrugAdministration = "map_addon_drug_admin",
        /// Laboratory test for COVID-19, and what it is added to.
        CovidLaboratory = "map_addon_covid_lab",
        /// Mental health service at a distance, and what it is added to.
        RemoteMentalHealth = "map_addon_remote_mental_health",
        /// Software as a service, and what it is added to.
        Software = "map_addon_saas",
        /// Procedure, and a device that it needs.
        DeviceOfProcedure = "map_device_procedure",
        /// Payment code of a health center, and a visit that qualifies for it.
        HealthCenterVisit = "map_fqhc_visit",
        /// Service, and a modifier that a rural health clinic may not give it.
        ClinicModifier = "map_conflict_rhc",
        /// Planning of radiation therapy, and what is part of it.
        RadiationPlanning = "map_imrt",
        /// Imaging procedure, and the payment class of several of them.
        Imaging = "map_composite",
        /// Procedure, and its payment class off campus.
        OffCampus = "map_s603_override",
        /// Device paid by pass-through, and a procedure that uses it.
        DeviceUse = "offset_codepair",
        /// Two modifiers that exclude each other.
        Modifiers = "map_modifier_conflict",
    }
}
