/** A bulk result of many made-up persons, put together in the page. */

/** Every so many persons, one without a valid eligibility. */
const LOST = 97;

export function large(persons: number): File {
  const pieces: string[] = [head(persons)];
  for (let number = 1; number <= persons; number += 1) pieces.push(unit(number));
  pieces.push(" </MessageBody>\n</XmlMsg>\n");
  return new File([new Blob(pieces)], "OQSmuquc02res_202611240009.xml");
}

const head = (persons: number): string => `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<XmlMsg>
 <MessageHeader>
  <ProcessExecutionTime>20261124090000</ProcessExecutionTime>
  <QualificationConfirmationDate>20261124</QualificationConfirmationDate>
  <MedicalInstitutionCode>1319999996</MedicalInstitutionCode>
  <SegmentOfResult>1</SegmentOfResult>
  <ReceptionNumber>R202611240009</ReceptionNumber>
  <NumberOfProcessingResult>${persons}</NumberOfProcessingResult>
  <CharacterCodeIdentifier>0</CharacterCodeIdentifier>
 </MessageHeader>
 <MessageBody>
`;

function unit(number: number): string {
  const insured = String(1000 + number);
  const isLost = number % LOST === 0;
  const lost = isLost ? "    <DisqualificationDate>20261101</DisqualificationDate>\n    <ReasonOfLoss>03</ReasonOfLoss>\n" : "";
  return `  <BulkConfirmUnit>
   <QualificationConfirmSearchInfo>
    <InsurerNumber>06139992</InsurerNumber>
    <InsuredCardSymbol>45</InsuredCardSymbol>
    <InsuredIdentificationNumber>${insured}</InsuredIdentificationNumber>
    <Birthdate>19800229</Birthdate>
    <ArbitraryIdentifier>P-${number}</ArbitraryIdentifier>
   </QualificationConfirmSearchInfo>
   <ProcessingResultStatus>1</ProcessingResultStatus>
   <QualificationValidity>${isLost ? "2" : "1"}</QualificationValidity>
   <ResultOfQualificationConfirmation>
    <InsuredCardClassification>01</InsuredCardClassification>
    <InsurerNumber>06139992</InsurerNumber>
    <InsuredCardSymbol>45</InsuredCardSymbol>
    <InsuredIdentificationNumber>${insured}</InsuredIdentificationNumber>
    <PersonalFamilyClassification>1</PersonalFamilyClassification>
    <Name>見本　${number}号</Name>
    <NameKana>ﾐﾎﾝ ${number}ｺﾞｳ</NameKana>
    <Sex1>1</Sex1>
    <Birthdate>19800229</Birthdate>
    <InsuredCardValidDate>20250401</InsuredCardValidDate>
${lost}    <InsurerName>見本健康保険組合</InsurerName>
   </ResultOfQualificationConfirmation>
  </BulkConfirmUnit>
`;
}
