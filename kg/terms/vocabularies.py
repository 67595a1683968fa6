"""Terms of the vocabularies that the ontology builds on."""

from enum import StrEnum

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_QB = "http://purl.org/linked-data/cube#"
_SDMX = "http://purl.org/linked-data/sdmx/2009/"
_OA = "http://www.w3.org/ns/oa#"
_PROV = "http://www.w3.org/ns/prov#"
_DCT = "http://purl.org/dc/terms/"
_TIME = "http://www.w3.org/2006/time#"
_DCAT = "http://www.w3.org/ns/dcat#"
_VCARD = "http://www.w3.org/2006/vcard/ns#"
_VOID = "http://rdfs.org/ns/void#"
_SPDX = "http://spdx.org/rdf/terms#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_OWL = "http://www.w3.org/2002/07/owl#"
_QUDT = "http://qudt.org/schema/qudt/"
_SCHEMA = "http://schema.org/"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_SDO = "https://schema.org/"
_SH = "http://www.w3.org/ns/shacl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Rdf(StrEnum):
    """RDF, RDF Schema."""

    TYPE = f"{_RDF}type"
    LABEL = f"{_RDFS}label"
    COMMENT = f"{_RDFS}comment"
    SUB_CLASS_OF = f"{_RDFS}subClassOf"
    SUB_PROPERTY_OF = f"{_RDFS}subPropertyOf"
    DOMAIN = f"{_RDFS}domain"
    RANGE = f"{_RDFS}range"
    SEE_ALSO = f"{_RDFS}seeAlso"


class Skos(StrEnum):
    """Concepts and their names."""

    CONCEPT = f"{_SKOS}Concept"
    CONCEPT_SCHEME = f"{_SKOS}ConceptScheme"
    EXAMPLE = f"{_SKOS}example"
    EDITORIAL_NOTE = f"{_SKOS}editorialNote"
    HISTORY_NOTE = f"{_SKOS}historyNote"
    CHANGE_NOTE = f"{_SKOS}changeNote"
    IN_SCHEME = f"{_SKOS}inScheme"
    PREF_LABEL = f"{_SKOS}prefLabel"
    ALT_LABEL = f"{_SKOS}altLabel"
    NOTATION = f"{_SKOS}notation"
    DEFINITION = f"{_SKOS}definition"
    BROADER = f"{_SKOS}broader"
    TOP_CONCEPT_OF = f"{_SKOS}topConceptOf"
    HAS_TOP_CONCEPT = f"{_SKOS}hasTopConcept"
    EXACT_MATCH = f"{_SKOS}exactMatch"
    CLOSE_MATCH = f"{_SKOS}closeMatch"


class Qb(StrEnum):
    """Data Cube with its SDMX components."""

    OBSERVATION = f"{_QB}Observation"
    DATA_STRUCTURE = f"{_QB}DataStructureDefinition"
    SLICE_KEY = f"{_QB}SliceKey"
    CODE_LIST = f"{_QB}codeList"
    DATA_SET_CLASS = f"{_QB}DataSet"
    DATA_SET = f"{_QB}dataSet"
    STRUCTURE = f"{_QB}structure"
    SLICE_CLASS = f"{_QB}Slice"
    SLICE = f"{_QB}slice"
    SLICE_STRUCTURE = f"{_QB}sliceStructure"
    SLICE_OBSERVATION = f"{_QB}observation"
    REF_AREA = f"{_SDMX}dimension#refArea"
    REF_PERIOD = f"{_SDMX}dimension#refPeriod"
    OBS_VALUE = f"{_SDMX}measure#obsValue"
    UNIT_MEASURE = f"{_SDMX}attribute#unitMeasure"


class Oa(StrEnum):
    """Web Annotation."""

    ANNOTATION = f"{_OA}Annotation"
    HAS_BODY = f"{_OA}hasBody"
    HAS_TARGET = f"{_OA}hasTarget"
    SPECIFIC_RESOURCE = f"{_OA}SpecificResource"
    HAS_SOURCE = f"{_OA}hasSource"
    HAS_SELECTOR = f"{_OA}hasSelector"
    TEXT_POSITION_SELECTOR = f"{_OA}TextPositionSelector"
    START = f"{_OA}start"
    END = f"{_OA}end"
    TEXT_QUOTE_SELECTOR = f"{_OA}TextQuoteSelector"
    EXACT = f"{_OA}exact"
    PREFIX = f"{_OA}prefix"
    SUFFIX = f"{_OA}suffix"


class Prov(StrEnum):
    """Provenance."""

    ENTITY = f"{_PROV}Entity"
    SOFTWARE_AGENT = f"{_PROV}SoftwareAgent"
    WAS_DERIVED_FROM = f"{_PROV}wasDerivedFrom"
    WAS_ATTRIBUTED_TO = f"{_PROV}wasAttributedTo"
    WAS_GENERATED_BY = f"{_PROV}wasGeneratedBy"
    ACTIVITY = f"{_PROV}Activity"
    USED = f"{_PROV}used"
    WAS_ASSOCIATED_WITH = f"{_PROV}wasAssociatedWith"
    PLAN = f"{_PROV}Plan"
    ASSOCIATION = f"{_PROV}Association"
    QUALIFIED_ASSOCIATION = f"{_PROV}qualifiedAssociation"
    AGENT = f"{_PROV}agent"
    HAD_PLAN = f"{_PROV}hadPlan"


class Dct(StrEnum):
    """Dublin Core terms."""

    IDENTIFIER = f"{_DCT}identifier"
    TITLE = f"{_DCT}title"
    LANGUAGE = f"{_DCT}language"
    DESCRIPTION = f"{_DCT}description"
    CREATOR = f"{_DCT}creator"
    PUBLISHER = f"{_DCT}publisher"
    LICENSE = f"{_DCT}license"
    LICENSE_DOCUMENT = f"{_DCT}LicenseDocument"
    RIGHTS = f"{_DCT}rights"
    RIGHTS_STATEMENT = f"{_DCT}RightsStatement"
    SOURCE = f"{_DCT}source"
    SPATIAL = f"{_DCT}spatial"
    TEMPORAL = f"{_DCT}temporal"
    PERIOD_OF_TIME = f"{_DCT}PeriodOfTime"
    LOCATION = f"{_DCT}Location"
    LINGUISTIC_SYSTEM = f"{_DCT}LinguisticSystem"
    MEDIA_TYPE = f"{_DCT}MediaType"
    FORMAT_CLASS = f"{_DCT}MediaTypeOrExtent"
    STANDARD = f"{_DCT}Standard"
    CONFORMS_TO = f"{_DCT}conformsTo"
    HAS_PART = f"{_DCT}hasPart"
    IS_PART_OF = f"{_DCT}isPartOf"
    IS_REPLACED_BY = f"{_DCT}isReplacedBy"
    FORMAT = f"{_DCT}format"
    CREATED = f"{_DCT}created"
    MODIFIED = f"{_DCT}modified"
    BIBLIOGRAPHIC_CITATION = f"{_DCT}bibliographicCitation"
    ACCESS_RIGHTS = f"{_DCT}accessRights"
    ACCRUAL_PERIODICITY = f"{_DCT}accrualPeriodicity"
    FREQUENCY = f"{_DCT}Frequency"


class Dcat(StrEnum):
    """Catalogues of data."""

    CATALOG = f"{_DCAT}Catalog"
    DATASET_CLASS = f"{_DCAT}Dataset"
    DISTRIBUTION_CLASS = f"{_DCAT}Distribution"
    DATA_SERVICE = f"{_DCAT}DataService"
    DATASET = f"{_DCAT}dataset"
    SERVICE = f"{_DCAT}service"
    DISTRIBUTION = f"{_DCAT}distribution"
    ACCESS_URL = f"{_DCAT}accessURL"
    DOWNLOAD_URL = f"{_DCAT}downloadURL"
    MEDIA_TYPE = f"{_DCAT}mediaType"
    COMPRESS_FORMAT = f"{_DCAT}compressFormat"
    BYTE_SIZE = f"{_DCAT}byteSize"
    LANDING_PAGE = f"{_DCAT}landingPage"
    ENDPOINT_URL = f"{_DCAT}endpointURL"
    SERVES_DATASET = f"{_DCAT}servesDataset"
    THEME = f"{_DCAT}theme"
    KEYWORD = f"{_DCAT}keyword"
    START_DATE = f"{_DCAT}startDate"
    END_DATE = f"{_DCAT}endDate"
    CONTACT_POINT = f"{_DCAT}contactPoint"
    ENDPOINT_DESCRIPTION = f"{_DCAT}endpointDescription"
    VERSION = f"{_DCAT}version"


class Vcard(StrEnum):
    """Whom to ask."""

    KIND = f"{_VCARD}Kind"
    FN = f"{_VCARD}fn"
    HAS_URL = f"{_VCARD}hasURL"


class Void(StrEnum):
    """Statistics of linked data."""

    DATASET = f"{_VOID}Dataset"
    LINKSET = f"{_VOID}Linkset"
    DESCRIPTION = f"{_VOID}DatasetDescription"
    TRIPLES = f"{_VOID}triples"
    ENTITIES = f"{_VOID}entities"
    DISTINCT_SUBJECTS = f"{_VOID}distinctSubjects"
    CLASSES = f"{_VOID}classes"
    PROPERTIES = f"{_VOID}properties"
    CLASS_PARTITION = f"{_VOID}classPartition"
    PROPERTY_PARTITION = f"{_VOID}propertyPartition"
    CLASS = f"{_VOID}class"
    PROPERTY = f"{_VOID}property"
    SUBSET = f"{_VOID}subset"
    LINK_PREDICATE = f"{_VOID}linkPredicate"
    SUBJECTS_TARGET = f"{_VOID}subjectsTarget"
    OBJECTS_TARGET = f"{_VOID}objectsTarget"
    URI_SPACE = f"{_VOID}uriSpace"
    VOCABULARY = f"{_VOID}vocabulary"
    EXAMPLE_RESOURCE = f"{_VOID}exampleResource"
    DATA_DUMP = f"{_VOID}dataDump"
    SPARQL_ENDPOINT = f"{_VOID}sparqlEndpoint"
    FEATURE = f"{_VOID}feature"


class Spdx(StrEnum):
    """Digests of files."""

    CHECKSUM_CLASS = f"{_SPDX}Checksum"
    CHECKSUM = f"{_SPDX}checksum"
    ALGORITHM = f"{_SPDX}algorithm"
    SHA256 = f"{_SPDX}checksumAlgorithm_sha256"
    VALUE = f"{_SPDX}checksumValue"


class Foaf(StrEnum):
    """Agents and documents."""

    AGENT = f"{_FOAF}Agent"
    DOCUMENT = f"{_FOAF}Document"
    NAME = f"{_FOAF}name"
    HOMEPAGE = f"{_FOAF}homepage"
    PRIMARY_TOPIC = f"{_FOAF}primaryTopic"


class Owl(StrEnum):
    """The Web Ontology Language."""

    CLASS = f"{_OWL}Class"
    OBJECT_PROPERTY = f"{_OWL}ObjectProperty"
    DATATYPE_PROPERTY = f"{_OWL}DatatypeProperty"
    DISJOINT_WITH = f"{_OWL}disjointWith"
    VERSION_INFO = f"{_OWL}versionInfo"
    VERSION_IRI = f"{_OWL}versionIRI"
    PRIOR_VERSION = f"{_OWL}priorVersion"
    DEPRECATED = f"{_OWL}deprecated"


class Time(StrEnum):
    """OWL-Time."""

    PROPER_INTERVAL = f"{_TIME}ProperInterval"
    INSTANT = f"{_TIME}Instant"
    HAS_BEGINNING = f"{_TIME}hasBeginning"
    HAS_END = f"{_TIME}hasEnd"
    IN_XSD_DATE = f"{_TIME}inXSDDate"


class Qudt(StrEnum):
    """Units of measure."""

    CONVERSION_MULTIPLIER = f"{_QUDT}conversionMultiplier"
    UCUM_CODE = f"{_QUDT}ucumCode"


class Schema(StrEnum):
    """schema.org."""

    MIN_VALUE = f"{_SCHEMA}minValue"
    MAX_VALUE = f"{_SCHEMA}maxValue"
    SHA256 = f"{_SCHEMA}sha256"
    ENCODING_FORMAT = f"{_SCHEMA}encodingFormat"
    CONTENT_SIZE = f"{_SCHEMA}contentSize"
    DOMAIN_INCLUDES = f"{_SCHEMA}domainIncludes"
    RANGE_INCLUDES = f"{_SCHEMA}rangeIncludes"


class Sdo(StrEnum):
    """schema.org under the address that describes questions elsewhere."""

    KEYWORDS = f"{_SDO}keywords"
    TARGET = f"{_SDO}target"


class Vs(StrEnum):
    """How settled a term is."""

    TERM_STATUS = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"


class Xsd(StrEnum):
    """Datatypes."""

    DATE = f"{_XSD}date"
    DECIMAL = f"{_XSD}decimal"
    INTEGER = f"{_XSD}integer"
    NON_NEGATIVE = f"{_XSD}nonNegativeInteger"
    BOOLEAN = f"{_XSD}boolean"
    HEX_BINARY = f"{_XSD}hexBinary"
    ANY_URI = f"{_XSD}anyURI"


class Sd(StrEnum):
    """SPARQL 1.1 Service Description."""

    SERVICE = f"{_SD}Service"
    DATASET = f"{_SD}Dataset"
    GRAPH = f"{_SD}Graph"
    NAMED_GRAPH = f"{_SD}NamedGraph"
    ENDPOINT = f"{_SD}endpoint"
    SUPPORTED_LANGUAGE = f"{_SD}supportedLanguage"
    SPARQL11_QUERY = f"{_SD}SPARQL11Query"
    RESULT_FORMAT = f"{_SD}resultFormat"
    DEFAULT_DATASET = f"{_SD}defaultDataset"
    DEFAULT_GRAPH = f"{_SD}defaultGraph"
    HAS_NAMED_GRAPH = f"{_SD}namedGraph"
    NAME = f"{_SD}name"


class Sh(StrEnum):
    """SHACL: what shapes say, and questions that can be asked."""

    PATH = f"{_SH}path"
    TARGET_CLASS = f"{_SH}targetClass"
    SPARQL = f"{_SH}sparql"
    MESSAGE = f"{_SH}message"
    SEVERITY = f"{_SH}severity"
    VIOLATION = f"{_SH}Violation"
    WARNING = f"{_SH}Warning"
    INFO = f"{_SH}Info"
    EXECUTABLE = f"{_SH}SPARQLExecutable"
    SELECT_EXECUTABLE = f"{_SH}SPARQLSelectExecutable"
    ASK_EXECUTABLE = f"{_SH}SPARQLAskExecutable"
    CONSTRUCT_EXECUTABLE = f"{_SH}SPARQLConstructExecutable"
    SELECT = f"{_SH}select"
    ASK = f"{_SH}ask"
    CONSTRUCT = f"{_SH}construct"
    PREFIXES = f"{_SH}prefixes"
    DECLARE = f"{_SH}declare"
    PREFIX_DECLARATION = f"{_SH}PrefixDeclaration"
    PREFIX = f"{_SH}prefix"
    NAMESPACE = f"{_SH}namespace"
