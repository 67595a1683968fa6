"""The only place that spells an IRI of the ontology or of a vocabulary it builds on.

Members are plain strings (the whole IRI); a misspelt one is an AttributeError.
"""

from enum import StrEnum

from kg.terms.vocabularies import (
    Dcat,
    Dct,
    Foaf,
    Oa,
    Owl,
    Prov,
    Qb,
    Qudt,
    Rdf,
    Schema,
    Sd,
    Sdo,
    Sh,
    Skos,
    Spdx,
    Time,
    Vcard,
    Void,
    Vs,
    Xsd,
)

ONTOLOGY = "https://w3id.org/plan-kg/ontology"
PLAN = f"{ONTOLOGY}#"
CODE = "https://w3id.org/plan-kg/code/"

__all__ = [
    "CODE",
    "ONTOLOGY",
    "PLAN",
    "Cube",
    "Dcat",
    "Dct",
    "Foaf",
    "Oa",
    "Owl",
    "Plan",
    "PlanClass",
    "Prov",
    "Qb",
    "Qudt",
    "Rdf",
    "Schema",
    "Scheme",
    "Sd",
    "Sdo",
    "Sh",
    "Skos",
    "Spdx",
    "Time",
    "Vcard",
    "Void",
    "Vs",
    "Xsd",
]


class PlanClass(StrEnum):
    """Classes of the ontology."""

    NAMED_THING = f"{PLAN}NamedThing"
    AREA = f"{PLAN}Area"
    ENTERPRISE = f"{PLAN}Enterprise"
    ORGANISATION = f"{PLAN}Organisation"
    PROJECT = f"{PLAN}Project"
    INDICATOR = f"{PLAN}Indicator"
    HONOUR = f"{PLAN}Honour"
    POLICY = f"{PLAN}Policy"
    PHRASE = f"{PLAN}Phrase"
    STATEMENT = f"{PLAN}Statement"
    OBSERVATION = f"{PLAN}Observation"
    NUMERIC_OBSERVATION = f"{PLAN}NumericObservation"
    QUALITATIVE_OBSERVATION = f"{PLAN}QualitativeObservation"
    EVENT = f"{PLAN}Event"
    PARTICIPATION = f"{PLAN}Participation"
    ACTOR_ROLE = f"{PLAN}ActorRole"
    PROJECT_STATE = f"{PLAN}ProjectState"
    CONTRIBUTION = f"{PLAN}Contribution"
    COMPARISON = f"{PLAN}Comparison"
    AGREEMENT = f"{PLAN}Agreement"
    FULFILMENT = f"{PLAN}Fulfilment"
    CHECK = f"{PLAN}Check"
    INDICATOR_CHANGE = f"{PLAN}IndicatorChange"
    REPORT = f"{PLAN}Report"
    EVIDENCE = f"{PLAN}Evidence"
    MENTION = f"{PLAN}Mention"
    SUBJECT = f"{PLAN}Subject"
    BASIS = f"{PLAN}Basis"
    QUALITY = f"{PLAN}Quality"
    UNIT = f"{PLAN}Unit"


class Plan(StrEnum):
    """Properties of the ontology."""

    EVIDENCE = f"{PLAN}evidence"
    FINDING_CODE = f"{PLAN}findingCode"
    CUE = f"{PLAN}cue"
    RULE = f"{PLAN}rule"
    STANCE = f"{PLAN}stance"
    NAME = f"{PLAN}name"
    AREA_CODE = f"{PLAN}areaCode"
    AREA_LEVEL = f"{PLAN}areaLevel"
    PART_OF = f"{PLAN}partOf"
    HONOUR_LEVEL = f"{PLAN}honourLevel"
    GENRE = f"{PLAN}genre"
    HOME_AREA = f"{PLAN}homeArea"
    ISSUER = f"{PLAN}issuer"
    REVIEW_PERIOD = f"{PLAN}reviewPeriod"
    PLAN_PERIOD = f"{PLAN}planPeriod"
    FILE_NAME = f"{PLAN}fileName"
    TEXT_DIGEST = f"{PLAN}textDigest"
    PAGE_NUMBER = f"{PLAN}pageNumber"
    PARAGRAPH_NUMBER = f"{PLAN}paragraphNumber"
    TABLE_NUMBER = f"{PLAN}tableNumber"
    ROW_NUMBER = f"{PLAN}rowNumber"
    COLUMN_NUMBER = f"{PLAN}columnNumber"
    CHARACTER_ENCODING = f"{PLAN}characterEncoding"
    INDICATOR = f"{PLAN}indicator"
    SUBJECT = f"{PLAN}subject"
    STATUS = f"{PLAN}status"
    MEASURE = f"{PLAN}measure"
    BASIS = f"{PLAN}basis"
    CONFIDENCE = f"{PLAN}confidence"
    VARIANT = f"{PLAN}variant"
    QUALITY = f"{PLAN}quality"
    BOUND = f"{PLAN}bound"
    INDICATOR_AS_WRITTEN = f"{PLAN}indicatorAsWritten"
    CONFLICTS_WITH = f"{PLAN}conflictsWith"
    WITNESS = f"{PLAN}witness"
    VERDICT = f"{PLAN}verdict"
    AIM = f"{PLAN}aim"
    RESULT = f"{PLAN}result"
    REASON = f"{PLAN}reason"
    SHARE_REACHED = f"{PLAN}shareReached"
    FIRST_PASSAGE = f"{PLAN}firstPassage"
    CHECK_KIND = f"{PLAN}checkKind"
    OPERAND = f"{PLAN}operand"
    STATED = f"{PLAN}stated"
    EXPECTED = f"{PLAN}expected"
    FORMULA = f"{PLAN}formula"
    FORMER = f"{PLAN}former"
    NOW = f"{PLAN}now"
    VALUE_AS_WRITTEN = f"{PLAN}valueAsWritten"
    UPPER_AS_WRITTEN = f"{PLAN}upperAsWritten"
    UNIT_AS_WRITTEN = f"{PLAN}unitAsWritten"
    STATED_UNIT = f"{PLAN}statedUnit"
    WORDS = f"{PLAN}words"
    COMPARED_AS = f"{PLAN}comparedAs"
    UNIT_KIND = f"{PLAN}unitKind"
    BASE_UNIT = f"{PLAN}baseUnit"
    INDICATOR_KIND = f"{PLAN}indicatorKind"
    DIRECTION = f"{PLAN}direction"
    CATEGORY = f"{PLAN}category"
    NUMERATOR = f"{PLAN}numerator"
    DENOMINATOR = f"{PLAN}denominator"
    USUAL_UNIT = f"{PLAN}usualUnit"
    ACTION = f"{PLAN}action"
    ACTION_AS_WRITTEN = f"{PLAN}actionAsWritten"
    MODALITY = f"{PLAN}modality"
    PERIOD = f"{PLAN}period"
    PARTICIPATION = f"{PLAN}participation"
    ROLE = f"{PLAN}role"
    PARTICIPANT = f"{PLAN}participant"
    ACTOR = f"{PLAN}actor"
    OBJECT = f"{PLAN}object"
    PROJECT = f"{PLAN}project"
    STAGE = f"{PLAN}stage"
    PLACE = f"{PLAN}place"
    UNDERTAKEN_BY = f"{PLAN}undertakenBy"
    PART_OF_PROJECT = f"{PLAN}partOfProject"
    INVESTMENT = f"{PLAN}investment"
    INVESTMENT_UNIT = f"{PLAN}investmentUnit"
    PROJECT_LEVEL = f"{PLAN}projectLevel"
    CONTRIBUTOR = f"{PLAN}contributor"
    SERVED_INDICATOR = f"{PLAN}servedIndicator"
    GROUND = f"{PLAN}ground"
    CONTRIBUTES_TO = f"{PLAN}contributesTo"


class Cube(StrEnum):
    """The structures of the two cubes, and the ways to slice them."""

    QUANTITIES = f"{PLAN}quantities"
    QUALITIES = f"{PLAN}qualities"
    BY_INDICATOR = f"{PLAN}by-indicator"
    BY_AREA = f"{PLAN}by-area"


class Scheme(StrEnum):
    """Code lists; `code` spells the IRI of one of their codes."""

    INDICATOR = f"{CODE}indicator"
    SUBJECT = f"{CODE}subject"
    BASIS = f"{CODE}basis"
    QUALITY = f"{CODE}quality"
    UNIT = f"{CODE}unit"
    AREA = f"{CODE}area"
    PERIOD = f"{CODE}period"
    INDICATOR_CATEGORY = f"{CODE}indicator-category"
    INDICATOR_KIND = f"{CODE}indicator-kind"
    UNIT_KIND = f"{CODE}unit-kind"
    DIRECTION = f"{CODE}direction"
    STATUS = f"{CODE}status"
    MEASURE = f"{CODE}measure"
    BOUND = f"{CODE}bound"
    STAGE = f"{CODE}stage"
    MODALITY = f"{CODE}modality"
    STANCE = f"{CODE}stance"
    GROUND = f"{CODE}ground"
    ROLE = f"{CODE}role"
    GENRE = f"{CODE}genre"
    AREA_LEVEL = f"{CODE}area-level"
    HONOUR_LEVEL = f"{CODE}honour-level"
    ACTION = f"{CODE}action"
    AGREEMENT = f"{CODE}agreement"
    FULFILMENT = f"{CODE}fulfilment"
    REASON = f"{CODE}reason"
    CHECK = f"{CODE}check"
    CHANGE = f"{CODE}change"
    CHECK_KIND = f"{CODE}check-kind"

    def code(self, notation: str) -> str:
        """The IRI of one code of this list.

        >>> Scheme.STATUS.code("target")
        'https://w3id.org/plan-kg/code/status/target'
        """
        return f"{self.value}/{notation}"
