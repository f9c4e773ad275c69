/**
 * The texts of the seven tabs that tell the story of a job and of a list. Pure data, checked against schema.graphql by a
 * test; what their variables are, and their order, stands in `examples.ts`.
 */

export const WHO_AM_I = `# 1 of 7. Who am I?
#
# Run it: the pink button, or Ctrl-Enter. The
# token at the top goes along, over WebSocket
# too. Then take the next tab.
query WhoAmI {
  me {
    gid
    name
    email
  }
  workspaces {
    nodes {
      gid
      name
    }
  }
  rateLimit {
    requestsPerMinute
    remaining
    runningJobs
  }
}
`;

export const FIND_A_PROJECT = `# 2 of 7. What is there to copy?
#
# A project can be duplicated, a template
# instantiated.
query FindAProject {
  workspaces(first: 3) {
    nodes {
      name
      projects(first: 10, archived: false) {
        nodes {
          gid
          name
          owner {
            name
          }
          team {
            name
          }
        }
      }
      projectTemplates(first: 10) {
        nodes {
          gid
          name
          requestedDates {
            gid
            name
          }
          requestedRoles {
            gid
            name
          }
        }
      }
    }
  }
}
`;

export const START_THE_JOB = `# 3 of 7. Start: duplicate a project.
#
# setUp says what the copy shall be, see the
# variables; it is done once the copy is there.
# The answer is a job at once; the work goes on
# behind it. What Asana refuses: see userErrors.
# The next tabs know the job as LAST_JOB.
mutation StartTheJob($input: DuplicateProjectInput!) {
  duplicateProject(input: $input) {
    job {
      gid
      kind
      status
      startedAt
      setUp {
        state
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
`;

export const WATCH_THE_JOB = `# 4 of 7. Watch it.
#
# LAST_JOB is the job you started last; any gid
# of a job does as well. First comes the present
# state, then each change until it is SET_UP: it
# has finished, its tasks have arrived, and what
# was to be changed of them is changed.
# Click an event below to see it again. To leave
# this tab stops the watching, not the job.
subscription WatchTheJob($gid: ID!) {
  jobUpdated(gid: $gid, until: SET_UP) {
    gid
    kind
    status
    finished
    ready
    contents {
      state
      present
      expected
    }
    setUp {
      state
      steps {
        name
        state
        matched
        userErrors {
          message
        }
      }
    }
    newProject {
      gid
      name
    }
  }
}
`;

export const READ_THE_RESULT = `# 5 of 7. Read what it made.
#
# With what the set-up changed: its due date,
# and due date and assignee of a task.
query ReadTheResult($gid: ID!) {
  job(gid: $gid) {
    status
    startedAt
    finishedAt
    ready
    newProject {
      gid
      name
      dueOn
      permalinkUrl
      owner {
        name
      }
      team {
        name
      }
      tasks(first: 20) {
        nodes {
          name
          dueOn
          assignee {
            name
          }
          memberships {
            section {
              name
            }
          }
        }
      }
    }
  }
}
`;

export const RECENT_JOBS = `# 6 of 7. What was started or watched lately?
#
# So a page that was reloaded finds its jobs.
query RecentJobs {
  recentJobs(first: 10) {
    gid
    requestedName
    kind
    status
    startedAt
    finishedAt
    result {
      __typename
      ... on Project {
        gid
        name
      }
      ... on Task {
        gid
        name
      }
    }
  }
}
`;

export const START_A_LIST = `# 7 of 7. Many at once: a list.
#
# Its items start one after the other, as slots
# come free; of the five of a user four are for
# lists. It goes on when you close the page.
# RecentLists, in this tab as well, says how far
# it is; bulkUpdated tells of each change.
mutation StartAList($input: StartManyInput!) {
  startMany(input: $input) {
    bulk {
      id
      state
      total
    }
    userErrors {
      code
      message
      field
    }
  }
}

query RecentLists {
  recentBulks(first: 3) {
    id
    state
    total
    counts {
      waiting
      running
      succeeded
      failed
    }
    estimatedFinishAt
    items(first: 10) {
      nodes {
        name
        state
        job {
          gid
          newProject {
            gid
            name
          }
        }
      }
    }
  }
}
`;
