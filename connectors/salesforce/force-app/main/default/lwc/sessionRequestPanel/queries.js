import { gql } from 'lightning/graphql';

/**
 * All that the panel shows of a case, in one question. Aliases, because an admin may rename fields and Salesforce then renames them in here.
 * A sandbox refresh copies records of another org: `Of_This_Org__c` leaves them out.
 * `@optional`: somebody who may not read a phone number may still ask for help.
 */
export const PAGE_QUERY = gql`
  query sessionRequestsOfCase($caseId: ID, $me: ID) {
    uiapi {
      query {
        cases: Case(where: { Id: { eq: $caseId } }, first: 1) {
          edges {
            node {
              Id
              CaseNumber {
                value
              }
              Subject @optional {
                value
              }
              IsClosed {
                value
              }
              SuppliedName @optional {
                value
              }
              SuppliedEmail @optional {
                value
              }
              SuppliedPhone @optional {
                value
              }
              Contact @optional {
                Name {
                  value
                }
                Email @optional {
                  value
                }
                MobilePhone @optional {
                  value
                }
                Phone @optional {
                  value
                }
              }
            }
          }
        }
        me: User(where: { Id: { eq: $me } }, first: 1) {
          edges {
            node {
              Id
              Name {
                value
              }
              Email @optional {
                value
              }
            }
          }
        }
        requests: Session_Request__c(
          where: { Case__c: { eq: $caseId }, Of_This_Org__c: { eq: true } }
          orderBy: { CreatedDate: { order: DESC } }
          first: 25
        ) {
          edges {
            node {
              Id
              key: External_Key__c {
                value
              }
              number: Number__c {
                value
              }
              status: Status__c {
                value
              }
              recipientName: Recipient_Name__c {
                value
              }
              view: View__c {
                value
              }
              viewVersion: View_Version__c {
                value
              }
              CreatedDate {
                value
              }
              LastModifiedDate {
                value
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
        commands: Session_Request_Command__c(
          where: { Case__c: { eq: $caseId }, CreatedById: { eq: $me }, Of_This_Org__c: { eq: true } }
          orderBy: { CreatedDate: { order: DESC } }
          first: 25
        ) {
          edges {
            node {
              Id
              key: Client_Key__c {
                value
              }
              type: Type__c {
                value
              }
              requestKey: Request_Key__c {
                value
              }
              parameters: Parameters__c {
                value
              }
              seenAt: Seen_At__c {
                value
              }
              handledAt: Handled_At__c {
                value
              }
              result: Result__c {
                value
              }
              message: Result_Message__c {
                value
              }
              resultKey: Result_Key__c {
                value
              }
              CreatedDate {
                value
              }
            }
          }
        }
      }
    }
  }
`;

/** What happened to one request. */
export const LOG_QUERY = gql`
  query sessionRequestLog($caseId: ID, $number: String) {
    uiapi {
      query {
        events: Session_Request_Event__c(
          where: { Case__c: { eq: $caseId }, Request_Number__c: { eq: $number }, Of_This_Org__c: { eq: true } }
          orderBy: { At__c: { order: DESC } }
          first: 50
        ) {
          edges {
            node {
              Id
              at: At__c {
                value
              }
              text: Text__c {
                value
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
`;

/**
 * The newest request of any case that the agent may see: before a case has one of its own, only this tells what the forms are made of. Not
 * asked again: what it tells hardly changes.
 */
export const SURROUNDINGS_QUERY = gql`
  query sessionRequestSurroundings {
    uiapi {
      query {
        newest: Session_Request__c(
          where: { Of_This_Org__c: { eq: true } }
          orderBy: { CreatedDate: { order: DESC } }
          first: 1
        ) {
          edges {
            node {
              Id
              view: View__c {
                value
              }
              viewVersion: View_Version__c {
                value
              }
            }
          }
        }
      }
    }
  }
`;
