const EN = {
  cases: 'Cases',
  case: 'Case',
  case_of: 'Case {number}',
  details: 'Details',
  feed: 'Feed',
  refresh: 'Refresh',
  close: 'Close this window',
  status: 'Status',
  priority: 'Priority',
  origin: 'Origin',
  owner: 'Owner',
  contact: 'Contact',
  email: 'Email',
  phone: 'Phone',
  mobile: 'Mobile',
  subject: 'Subject',
  number: 'Case Number',
  nothing: 'No posts yet',
  hidden: 'You do not have access to this case, or it is not there.',
  away: 'The org does not answer. Load this page again.',
  internal: 'Internal only',
  customers: 'Customers see this',
  other: '繁體中文',
};

const ZH_TW = {
  cases: '個案',
  case: '個案',
  case_of: '個案 {number}',
  details: '詳細資料',
  feed: '摘要',
  refresh: '重新整理',
  close: '關閉此視窗',
  status: '狀態',
  priority: '優先順序',
  origin: '來源',
  owner: '擁有人',
  contact: '連絡人',
  email: '電子郵件',
  phone: '電話',
  mobile: '手機',
  subject: '主旨',
  number: '個案編號',
  nothing: '目前沒有貼文',
  hidden: '您沒有此個案的存取權，或此個案不存在。',
  away: '組織沒有回應。請重新載入此頁面。',
  internal: '僅限內部',
  customers: '客戶看得到',
  other: 'English',
};

/** The frame's own words in the language of whoever looks. */
export function t(key, { number = '' } = {}) {
  const words = globalThis.lightningSession.lang === 'zh-TW' ? ZH_TW : EN;
  return words[key].replace('{number}', number);
}
