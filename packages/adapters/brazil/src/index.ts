export { Cnpj, type CnpjBrand, Cpf, type CpfBrand, type DocumentInvalid, type DocumentKind, Nis, type NisBrand, parseCnpj, parseCpf, parseNis } from './documents.js'
export { messageOfInvalid } from './messages.js'
export { parseSupCode, SupCode, type SupCodeBrand, type SupCodeInvalid } from './sup-code.js'
export { originOf, parseTelephone, type Telephone, type TelephoneInvalid, TelephoneNumber, type TelephoneNumberBrand, type TelephoneType } from './telephone.js'
