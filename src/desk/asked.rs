//! What a form on a page sends: fields, and files as they come.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::Response;

use super::dropped::{Dropped, InMemory, MOST_FILES, Store, judged};
use super::reply::refused;

/// The most bytes of all fields of a form, which hold a weights file at most.
const MOST_OF_FIELDS: usize = 4 << 20;
/// The most fields of a form.
const MOST_FIELDS: usize = 10_000;

/// The parts of the path of a request after so many, the first being before its first slash. What the path is split
/// by is decoded by nobody: names of files are plain.
pub(super) fn path_after(request: &Request, parts: usize) -> Vec<String> {
    let path = request.uri().path().split('/');
    path.skip(parts).map(str::to_owned).collect()
}

/// A form that was filled in.
#[derive(Debug, Default)]
pub(super) struct Form {
    fields: Vec<(String, String)>,
    /// Files that were chosen or dropped.
    pub(super) files: Vec<Dropped>,
    /// Names that were not taken, since they lead elsewhere.
    pub(super) refused: usize,
}

impl Form {
    /// A field, without spaces around it; empty where it is not there.
    pub(super) fn field(&self, name: &str) -> &str {
        let mut fields = self.fields.iter();
        fields
            .find(|(own, _)| own == name)
            .map_or("", |(_, text)| text.trim())
    }

    /// A field as it was typed.
    pub(super) fn text(&self, name: &str) -> &str {
        let mut fields = self.fields.iter();
        fields
            .find(|(own, _)| own == name)
            .map_or("", |(_, text)| text)
    }

    /// Whether a field is there, empty or not.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(own, _)| own == name)
    }

    /// The fields whose names begin so, with their values.
    pub(super) fn starting_with<'f>(
        &'f self,
        start: &'f str,
    ) -> impl Iterator<Item = (&'f str, &'f str)> {
        let fields = self
            .fields
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        fields.filter(move |(name, _)| name.starts_with(start))
    }

    /// Every value of a field that can be there more than once.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let fields = self.fields.iter().filter(|(own, _)| own == name);
        fields.map(|(_, text)| text.clone()).collect()
    }

    /// Reads a form, its files into memory for which there must be room.
    ///
    /// # Errors
    /// The answer, where it is broken off or too large.
    pub(super) async fn read(request: Request, store: &Store) -> Result<Self, Response> {
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        // A little more for what stands around files.
        if length.is_some_and(|length| length > store.room().saturating_add(MOST_OF_FIELDS as u64))
        {
            let why = super::dropped::TooLarge::All.to_string();
            return Err(refused(
                StatusCode::PAYLOAD_TOO_LARGE,
                &format!("Nothing was taken: {why}."),
            ));
        }
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|_| broken("it is no form"))?;
        let mut form = Self::default();
        let mut room = MOST_OF_FIELDS;
        loop {
            let next = parts.next_field().await;
            let Some(mut field) = next.map_err(|_| broken("it was broken off"))? else {
                return Ok(form);
            };
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                // What a browser sends where no file was chosen.
                Some(path) if path.is_empty() => {}
                Some(path) => form.take(&path, &mut field, store).await?,
                None => {
                    let text = text_of(&mut field, &mut room).await?;
                    form.fields.push((name, text));
                    if form.fields.len() > MOST_FIELDS {
                        return Err(broken("it has too many fields"));
                    }
                }
            }
        }
    }

    async fn take(
        &mut self,
        path: &str,
        field: &mut axum::extract::multipart::Field<'_>,
        store: &Store,
    ) -> Result<(), Response> {
        let mut room = store.reserve();
        let mut bytes = Vec::new();
        while let Some(chunk) = field
            .chunk()
            .await
            .map_err(|_| broken("it was broken off"))?
        {
            room.more(chunk.len() as u64).map_err(|why| {
                refused(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    &format!("Nothing was taken: {why}."),
                )
            })?;
            bytes.extend_from_slice(&chunk);
        }
        match judged(path) {
            None => self.refused += 1,
            Some(path) => {
                let held = InMemory::of(bytes, room);
                self.files.push(Dropped { path, held });
            }
        }
        if self.files.len() > MOST_FILES {
            let why = format!(
                "Nothing was taken: there are more than {MOST_FILES} files; name their folder instead."
            );
            return Err(refused(StatusCode::PAYLOAD_TOO_LARGE, &why));
        }
        Ok(())
    }
}

async fn text_of(
    field: &mut axum::extract::multipart::Field<'_>,
    room: &mut usize,
) -> Result<String, Response> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field
        .chunk()
        .await
        .map_err(|_| broken("it was broken off"))?
    {
        *room = room
            .checked_sub(chunk.len())
            .ok_or_else(|| broken("its fields are too long"))?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn broken(why: &str) -> Response {
    refused(
        StatusCode::BAD_REQUEST,
        &format!("Nothing was taken of what was sent: {why}."),
    )
}
